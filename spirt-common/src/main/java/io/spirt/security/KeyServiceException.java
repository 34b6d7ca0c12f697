package io.spirt.security;

/** A key service could not do what it was asked. Names the key, never what was to be kept. */
public final class KeyServiceException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final boolean mayPass;

  /**
   * @param mayPass whether the same call may succeed later
   * @param cause or null
   */
  public KeyServiceException(String message, boolean mayPass, Throwable cause) {
    super(message, cause);
    this.mayPass = mayPass;
  }

  /**
   * Whether the same call may succeed later: the service was not reached or is busy. Otherwise key,
   * context and ciphertext do not fit each other, or the key must not be used.
   */
  public boolean mayPass() {
    return mayPass;
  }
}
