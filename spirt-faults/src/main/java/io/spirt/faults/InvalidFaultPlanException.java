package io.spirt.faults;

import java.util.List;
import java.util.stream.Collectors;

/** A fault plan was refused; carries everything that is wrong with it. */
public final class InvalidFaultPlanException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient List<PlanProblem> problems;

  InvalidFaultPlanException(List<PlanProblem> problems) {
    super(problems.stream().map(PlanProblem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** Every problem found, each once. Never empty. */
  public List<PlanProblem> problems() {
    return problems;
  }
}
