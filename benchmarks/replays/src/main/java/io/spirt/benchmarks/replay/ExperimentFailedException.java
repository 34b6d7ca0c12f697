package io.spirt.benchmarks.replay;

import java.util.Optional;

/** An experiment could not be measured, or not to its end; the message says why. */
public final class ExperimentFailedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final boolean interrupted;
  private final transient ReplayResult partial;

  public ExperimentFailedException(String message) {
    this(message, /* interrupted= */ false);
  }

  public ExperimentFailedException(String message, boolean interrupted) {
    this(message, interrupted, /* partial= */ null);
  }

  public ExperimentFailedException(String message, Throwable cause) {
    super(message, cause);
    this.interrupted = false;
    this.partial = null;
  }

  /**
   * An experiment that got somewhere.
   *
   * @param partial what is shown and written nevertheless, marked as not whole; may be null
   */
  public ExperimentFailedException(String message, boolean interrupted, ReplayResult partial) {
    super(message);
    this.interrupted = interrupted;
    this.partial = partial;
  }

  /** Whether the user ended it. */
  public boolean interrupted() {
    return interrupted;
  }

  /** What was measured nevertheless. */
  public Optional<ReplayResult> partial() {
    return Optional.ofNullable(partial);
  }
}
