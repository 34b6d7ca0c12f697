package io.spirt.frameworks.p2p;

/** What was in a peer's queue is not a gradient of that peer. */
final class RefusedGradientException extends Exception {
  private static final long serialVersionUID = 1;

  RefusedGradientException(String message) {
    super(message);
  }

  RefusedGradientException(String message, Throwable cause) {
    super(message, cause);
  }
}
