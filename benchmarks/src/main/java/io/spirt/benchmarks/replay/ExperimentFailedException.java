package io.spirt.benchmarks.replay;

/** An experiment could not be measured; the message says why. */
public final class ExperimentFailedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final boolean interrupted;

  public ExperimentFailedException(String message) {
    this(message, /* interrupted= */ false);
  }

  public ExperimentFailedException(String message, boolean interrupted) {
    super(message);
    this.interrupted = interrupted;
  }

  public ExperimentFailedException(String message, Throwable cause) {
    super(message, cause);
    this.interrupted = false;
  }

  /** Whether the user ended it. */
  public boolean interrupted() {
    return interrupted;
  }
}
