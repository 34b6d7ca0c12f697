package io.spirt.statemachine.interpreter;

/** No state machine has this ARN. */
public final class StateMachineDoesNotExistException extends RuntimeException {
  private static final long serialVersionUID = 1;

  StateMachineDoesNotExistException(String arn) {
    super("no state machine has the ARN '%s'; create it first".formatted(arn));
  }
}
