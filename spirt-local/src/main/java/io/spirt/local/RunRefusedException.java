package io.spirt.local;

/** A run cannot start: its dataset, the machine or a part of SPIRT is not as it must be. */
public final class RunRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public RunRefusedException(String message) {
    super(message);
  }

  public RunRefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}
