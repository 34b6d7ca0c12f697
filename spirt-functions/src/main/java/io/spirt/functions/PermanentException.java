package io.spirt.functions;

/**
 * A stage failed and running it again would fail again. State machines name this class in their
 * first retrier, with no attempts.
 */
public class PermanentException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public PermanentException(String message) {
    super(message);
  }

  public PermanentException(String message, Throwable cause) {
    super(message, cause);
  }
}
