package io.spirt.local.pool;

/** A function failed, or its process ended. */
public final class FunctionErrorException extends Exception {
  private static final long serialVersionUID = 1;

  private final String type;

  FunctionErrorException(String type, String message) {
    super(message);
    this.type = type;
  }

  /** What Lambda calls the error's type: the exception's class, or {@code Runtime.ExitError}. */
  public String type() {
    return type;
  }
}
