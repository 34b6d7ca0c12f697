package io.spirt.deployment;

import io.spirt.job.JobProblem;
import java.util.List;
import java.util.stream.Collectors;

/** A deployment document was refused; carries everything that is wrong with it. */
public final class InvalidDeploymentException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient List<JobProblem> problems;

  InvalidDeploymentException(List<JobProblem> problems) {
    super(problems.stream().map(JobProblem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** Every problem found, each once. Never empty. */
  public List<JobProblem> problems() {
    return problems;
  }
}
