package io.spirt.security;

import java.util.Map;

/**
 * Encrypts small secrets under named keys that never leave the service. Thread-safe.
 *
 * <p>The context is bound to the ciphertext as additional authenticated data: what was encrypted
 * under one is not decrypted under another. It is not secret, the service may log it.
 */
public interface KeyService {
  /** Most bytes of a plaintext, as in KMS; there is at least one. */
  int MOST_BYTES = 4096;

  /**
   * Encrypts; the same plaintext gives another ciphertext each time.
   *
   * @throws IllegalArgumentException if the plaintext is empty or longer than {@link #MOST_BYTES}
   * @throws KeyServiceException if there is no such key or the service cannot be used
   */
  byte[] encrypt(String keyId, byte[] plaintext, Map<String, String> context);

  /**
   * Decrypts.
   *
   * @throws KeyServiceException if key, context or ciphertext do not fit, or the service cannot be
   *     used
   */
  byte[] decrypt(String keyId, byte[] ciphertext, Map<String, String> context);

  /** What every service checks before it encrypts. */
  static void requireEncryptable(byte[] plaintext) {
    if (plaintext.length == 0 || plaintext.length > MOST_BYTES) {
      throw new IllegalArgumentException(
          "a key service encrypts 1 to %d bytes, not %d".formatted(MOST_BYTES, plaintext.length));
    }
  }
}
