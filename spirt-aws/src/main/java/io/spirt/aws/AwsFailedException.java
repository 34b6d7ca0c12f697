package io.spirt.aws;

/** What was started on AWS failed there. */
public final class AwsFailedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** With what happened. */
  public AwsFailedException(String message) {
    super(message);
  }
}
