package io.spirt.engine;

/**
 * The network that a job names cannot be built, or does not fit its weights or its images; the
 * message says what to do.
 */
public final class InvalidModelException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  public InvalidModelException(String message) {
    super(message);
  }

  public InvalidModelException(String message, Throwable cause) {
    super(message, cause);
  }
}
