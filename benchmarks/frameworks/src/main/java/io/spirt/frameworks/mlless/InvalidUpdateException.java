package io.spirt.frameworks.mlless;

/** Bytes are not an update of this model; the message says why. */
final class InvalidUpdateException extends RuntimeException {
  private static final long serialVersionUID = 1;

  InvalidUpdateException(String why) {
    super("not an update of this model: " + why);
  }

  InvalidUpdateException(String why, Throwable cause) {
    super("not an update of this model: " + why, cause);
  }
}
