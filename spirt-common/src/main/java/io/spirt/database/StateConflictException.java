package io.spirt.database;

/**
 * What a stage found in the database does not allow it to go on, and running it again will not
 * change that: gradients are missing, or the model is at another version.
 */
public final class StateConflictException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public StateConflictException(String message) {
    super(message);
  }

  public StateConflictException(String message, Throwable cause) {
    super(message, cause);
  }
}
