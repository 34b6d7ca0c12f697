package io.spirt.frameworks;

/** A member of a framework cannot go on. The message says why, and who is missing. */
public final class MemberFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public MemberFailedException(String message) {
    super(message);
  }
}
