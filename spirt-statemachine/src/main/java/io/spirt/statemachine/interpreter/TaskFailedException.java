package io.spirt.statemachine.interpreter;

/** A function failed with an error that it named. */
public final class TaskFailedException extends Exception {
  private static final long serialVersionUID = 1;

  private final String error;
  private final String cause;

  /**
   * Describes the failure.
   *
   * @param error what retriers and catchers compare: for a Java handler the exception's class name
   * @param cause for people, or what Lambda reports as JSON text
   */
  public TaskFailedException(String error, String cause) {
    super(error + ": " + cause);
    this.error = error;
    this.cause = cause;
  }

  /** The error's name. */
  public String error() {
    return error;
  }

  /** The error's description. */
  public String cause() {
    return cause;
  }
}
