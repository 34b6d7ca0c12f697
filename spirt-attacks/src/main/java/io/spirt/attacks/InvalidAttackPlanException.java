package io.spirt.attacks;

import io.spirt.faults.PlanProblem;
import java.util.List;
import java.util.stream.Collectors;

/** An attack plan was refused; carries everything that is wrong with it. */
public final class InvalidAttackPlanException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient List<PlanProblem> problems;

  InvalidAttackPlanException(List<PlanProblem> problems) {
    super(problems.stream().map(PlanProblem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** Every problem found, each once. Never empty. */
  public List<PlanProblem> problems() {
    return problems;
  }
}
