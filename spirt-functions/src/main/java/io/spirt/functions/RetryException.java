package io.spirt.functions;

/** The stage could not do its work yet, and running it again may. */
public final class RetryException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public RetryException(String message) {
    super(message);
  }

  public RetryException(String message, Throwable cause) {
    super(message, cause);
  }
}
