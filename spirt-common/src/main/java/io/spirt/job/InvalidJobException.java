package io.spirt.job;

import java.util.List;
import java.util.stream.Collectors;

/** A job document was refused; carries everything that is wrong with it. */
public final class InvalidJobException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient List<JobProblem> problems;

  InvalidJobException(List<JobProblem> problems) {
    super(problems.stream().map(JobProblem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** Every problem found, each once. Never empty. */
  public List<JobProblem> problems() {
    return problems;
  }
}
