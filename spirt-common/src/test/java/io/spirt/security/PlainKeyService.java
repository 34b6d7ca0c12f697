package io.spirt.security;

import java.util.Arrays;
import java.util.Map;

/** Encrypts nothing, so that a test sees what would be encrypted, or says what was. */
final class PlainKeyService implements KeyService {
  @Override
  public byte[] encrypt(String keyId, byte[] plaintext, Map<String, String> context) {
    return plaintext.clone();
  }

  @Override
  public byte[] decrypt(String keyId, byte[] ciphertext, Map<String, String> context) {
    return ciphertext.clone();
  }

  /** The private key of an identity in PKCS#8. */
  static byte[] pkcs8(PeerIdentity identity) {
    byte[] sealed = StrictBase64.decode(identity.seal(new PlainKeyService(), "key", "demo", 0));
    return Arrays.copyOfRange(sealed, 32, sealed.length);
  }

  /** The seed of an identity's passwords. */
  static byte[] seed(PeerIdentity identity) {
    return Arrays.copyOf(
        StrictBase64.decode(identity.seal(new PlainKeyService(), "key", "demo", 0)), 32);
  }
}
