package io.spirt.engine;

/** The bytes are not a batch object of the expected dataset. */
public final class InvalidBatchException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public InvalidBatchException(String message) {
    super(message);
  }

  public InvalidBatchException(String message, Throwable cause) {
    super(message, cause);
  }
}
