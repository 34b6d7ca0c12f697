package io.spirt.security;

/** A text that should be a public key is none, or is one that is not accepted. */
public final class MalformedKeyException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  MalformedKeyException(String message) {
    super(message);
  }

  MalformedKeyException(String message, Throwable cause) {
    super(message, cause);
  }
}
