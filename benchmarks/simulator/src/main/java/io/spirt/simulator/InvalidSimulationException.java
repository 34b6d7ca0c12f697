package io.spirt.simulator;

/** What was asked for cannot be simulated; the message says what to give instead. */
public final class InvalidSimulationException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public InvalidSimulationException(String message) {
    super(message);
  }

  public InvalidSimulationException(String message, Throwable cause) {
    super(message, cause);
  }
}
