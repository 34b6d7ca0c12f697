package io.spirt.security;

/** A message that a peer does not act upon. Expected: others may lie, and networks deliver late. */
public final class RefusedMessageException extends Exception {
  private static final long serialVersionUID = 1;

  private final Refusal reason;

  /**
   * @param detail what was seen and what was expected, without the message's own text
   */
  public RefusedMessageException(Refusal reason, String detail) {
    super(reason.word() + ": " + detail);
    this.reason = reason;
  }

  /** Why. */
  public Refusal reason() {
    return reason;
  }
}
