package io.spirt.training.data;

/**
 * A dataset is missing or not what it claims to be. The message names the file, says what is wrong,
 * what was expected, and what to do.
 */
public final class InvalidDatasetException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public InvalidDatasetException(String message) {
    super(message);
  }

  public InvalidDatasetException(String message, Throwable cause) {
    super(message, cause);
  }
}
