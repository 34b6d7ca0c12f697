package io.spirt.statemachine;

/** The state machine that was to be started is not there: it was deleted, or never here. */
public final class NoSuchStateMachineException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public NoSuchStateMachineException(String arn, Throwable cause) {
    super("no state machine " + arn, cause);
  }
}
