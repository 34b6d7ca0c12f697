package io.spirt.statemachine.interpreter;

/** The name of an execution is taken by one with another input. */
public final class ExecutionAlreadyExistsException extends RuntimeException {
  private static final long serialVersionUID = 1;

  ExecutionAlreadyExistsException(String arn) {
    super("execution '%s' exists with another input; use another name".formatted(arn));
  }
}
