package io.spirt.security;

import java.security.SecureRandom;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.engines.RSABlindedEngine;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.params.RSAPrivateCrtKeyParameters;
import org.bouncycastle.crypto.signers.PSSSigner;

/** RSA-PSS (RFC 8017, section 8.1) with SHA-256, MGF1 with SHA-256 and a salt of 32 bytes. */
final class Pss {
  private static final int SALT_BYTES = 32;

  private Pss() {}

  static byte[] sign(RSAPrivateCrtKeyParameters key, byte[] message, SecureRandom random) {
    PSSSigner signer = engine();
    signer.init(true, new ParametersWithRandom(key, random));
    signer.update(message, 0, message.length);
    try {
      return signer.generateSignature();
    } catch (CryptoException e) {
      throw new IllegalStateException("a message could not be signed", e);
    }
  }

  /** Whether the signature holds; whatever it is, the answer is yes or no. */
  static boolean verifies(RSAKeyParameters key, byte[] message, byte[] signature) {
    // A signature is as long as the modulus: no other number of leading zeros.
    if (signature.length != key.getModulus().bitLength() / Byte.SIZE) {
      return false;
    }
    PSSSigner signer = engine();
    signer.init(false, key);
    signer.update(message, 0, message.length);
    try {
      return signer.verifySignature(signature);
    } catch (RuntimeException e) {
      // Numbers that no key could have written, such as one above the modulus.
      return false;
    }
  }

  private static PSSSigner engine() {
    return new PSSSigner(
        new RSABlindedEngine(), new SHA256Digest(), new SHA256Digest(), SALT_BYTES);
  }
}
