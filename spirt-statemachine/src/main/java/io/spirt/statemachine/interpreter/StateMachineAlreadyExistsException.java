package io.spirt.statemachine.interpreter;

/** The name of a state machine is taken by another definition. */
public final class StateMachineAlreadyExistsException extends RuntimeException {
  private static final long serialVersionUID = 1;

  StateMachineAlreadyExistsException(String name) {
    super("state machine '%s' exists with another definition; use another name".formatted(name));
  }
}
