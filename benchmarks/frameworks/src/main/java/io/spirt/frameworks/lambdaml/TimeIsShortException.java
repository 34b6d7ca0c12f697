package io.spirt.frameworks.lambdaml;

/** The invocation's time ends while the worker waits. Its model is as before the step. */
final class TimeIsShortException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TimeIsShortException() {
    super("the function's time limit is near", null, false, false);
  }
}
