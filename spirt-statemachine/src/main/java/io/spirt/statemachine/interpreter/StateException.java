package io.spirt.statemachine.interpreter;

/** Ends the work on a state; never leaves this package. */
final class StateException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Failure failure;

  StateException(Failure failure) {
    this(failure, null);
  }

  StateException(Failure failure, Throwable cause) {
    super(failure.error() + ": " + failure.cause(), cause);
    this.failure = failure;
  }

  Failure failure() {
    return failure;
  }
}
