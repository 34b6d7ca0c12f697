package io.spirt.cli;

/** What the user gave cannot be used; the message says what was wrong and what to do. */
final class InvalidInputException extends RuntimeException {
  private static final long serialVersionUID = 1;

  InvalidInputException(String message) {
    super(message);
  }

  InvalidInputException(String message, Throwable cause) {
    super(message, cause);
  }
}
