package io.spirt.statemachine.interpreter;

/**
 * A definition was refused: Step Functions would refuse it, or this interpreter does not know it.
 */
public final class InvalidDefinitionException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String pointer;

  InvalidDefinitionException(String pointer, String problem) {
    super((pointer.isEmpty() ? "/" : pointer) + ": " + problem);
    this.pointer = pointer;
  }

  /** JSON pointer (RFC 6901) of what was refused; empty for the whole document. */
  public String pointer() {
    return pointer;
  }
}
