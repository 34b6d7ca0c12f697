package io.spirt.security;

/**
 * A ciphertext that this key cannot decrypt under this label. It does not say why: the reason would
 * help whoever tries ciphertexts out.
 */
public final class UndecipherableException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  UndecipherableException() {
    super("a ciphertext is not for this key and label");
  }
}
