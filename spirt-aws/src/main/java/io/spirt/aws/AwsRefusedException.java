package io.spirt.aws;

import java.util.List;

/**
 * What was asked for cannot be done; nothing was changed. The message says what was wrong and what
 * to do.
 */
public final class AwsRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient List<String> problems;

  /** One problem. */
  public AwsRefusedException(String message) {
    this(List.of(message));
  }

  /** Several problems, at least one. */
  public AwsRefusedException(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  /** Each problem on a line of its own. */
  public List<String> problems() {
    return problems;
  }
}
