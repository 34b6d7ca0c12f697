package io.spirt.security;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * The initial shared secret of a job, given to every peer before it starts: 32 random bytes. It
 * enters every signature and is itself never sent. Immutable.
 */
public final class SharedSecret {
  private static final int BYTES = 32;

  private final byte[] secret;

  private SharedSecret(byte[] secret) {
    this.secret = secret;
  }

  /**
   * The secret of that text.
   *
   * @throws IllegalArgumentException if it is not 32 bytes in base64; the text is not quoted
   */
  public static SharedSecret of(String base64) {
    byte[] secret = StrictBase64.decode(base64);
    if (secret.length != BYTES) {
      throw new IllegalArgumentException(
          "a shared secret has %d bytes, %d are needed".formatted(secret.length, BYTES));
    }
    return new SharedSecret(secret);
  }

  /**
   * The secret that follows from a text that only the peers know, such as one that a secrets
   * manager drew: its SHA-256.
   *
   * @param text at least as hard to guess as 32 random bytes
   */
  public static SharedSecret derivedFrom(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    SHA256Digest digest = new SHA256Digest();
    digest.update(bytes, 0, bytes.length);
    byte[] secret = new byte[BYTES];
    digest.doFinal(secret, 0);
    return new SharedSecret(secret);
  }

  /** A new secret. */
  public static SharedSecret generate(SecureRandom random) {
    byte[] secret = new byte[BYTES];
    random.nextBytes(secret);
    return new SharedSecret(secret);
  }

  /** The secret itself, base64. */
  public String text() {
    return StrictBase64.encode(secret);
  }

  /** The bytes followed by their HMAC-SHA256 under this secret. */
  byte[] seal(byte[] canonical) {
    byte[] sealed = new byte[canonical.length + BYTES];
    System.arraycopy(canonical, 0, sealed, 0, canonical.length);
    HMac hmac = new HMac(new SHA256Digest());
    hmac.init(new KeyParameter(secret));
    hmac.update(canonical, 0, canonical.length);
    hmac.doFinal(sealed, canonical.length);
    return sealed;
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "shared secret";
  }
}
