package io.spirt.security;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.util.PublicKeyFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;

/**
 * Public keys as text: base64 of an X.509 SubjectPublicKeyInfo in DER. A key has one text only, so
 * texts may be compared. Parsed keys are kept, since every round brings messages of the same peers.
 * Thread-safe.
 */
final class PublicKeys {
  static final BigInteger EXPONENT = BigInteger.valueOf(65_537);
  static final int FEWEST_BITS = 2048;
  static final int MOST_BITS = 4096;

  /** A key of the most bits has 736. */
  private static final int MOST_CHARACTERS = 1024;

  /** Four times the most peers of a job. */
  private static final int MOST_KEPT = 256;

  private static final Map<String, RSAKeyParameters> PARSED = new LeastRecentlyUsed();

  private PublicKeys() {}

  /** Not a lambda's state: a map with an order of use is changed by reading, too. */
  private static final class LeastRecentlyUsed extends LinkedHashMap<String, RSAKeyParameters> {
    private static final long serialVersionUID = 1;

    LeastRecentlyUsed() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, RSAKeyParameters> eldest) {
      return size() > MOST_KEPT;
    }
  }

  static String encode(RSAKeyParameters key) {
    return StrictBase64.encode(der(key));
  }

  /**
   * The key of that text.
   *
   * @throws MalformedKeyException if it is not an RSA key of 2048 to 4096 bits with the exponent
   *     65537, in the one form in which {@link #encode} writes it
   */
  static RSAKeyParameters decode(String text) {
    synchronized (PARSED) {
      RSAKeyParameters known = PARSED.get(text);
      if (known != null) {
        return known;
      }
    }
    RSAKeyParameters key = parse(text);
    synchronized (PARSED) {
      PARSED.put(text, key);
    }
    return key;
  }

  private static RSAKeyParameters parse(String text) {
    if (text == null || text.length() > MOST_CHARACTERS) {
      throw new MalformedKeyException(
          text == null
              ? "there is no public key"
              : "a public key has %d characters, %d are the most"
                  .formatted(text.length(), MOST_CHARACTERS));
    }
    byte[] bytes;
    Object parsed;
    try {
      bytes = StrictBase64.decode(text);
      parsed = PublicKeyFactory.createKey(bytes);
    } catch (IOException | RuntimeException e) {
      // The parser meets whatever anybody wrote, and has no one exception for it.
      throw new MalformedKeyException("a text is not a public key", e);
    }
    if (!(parsed instanceof RSAKeyParameters key)) {
      throw new MalformedKeyException("a public key is not RSA");
    }
    check(key);
    if (!Arrays.equals(der(key), bytes)) {
      throw new MalformedKeyException("a public key is not written as plain RSA in DER");
    }
    return key;
  }

  private static void check(RSAKeyParameters key) {
    int bits = key.getModulus().bitLength();
    if (bits < FEWEST_BITS || bits > MOST_BITS || bits % Byte.SIZE != 0) {
      throw new MalformedKeyException(
          "an RSA key has %d bits, %d to %d in whole bytes are accepted"
              .formatted(bits, FEWEST_BITS, MOST_BITS));
    }
    if (!key.getExponent().equals(EXPONENT)) {
      throw new MalformedKeyException("an RSA key has another public exponent than " + EXPONENT);
    }
  }

  private static byte[] der(RSAKeyParameters key) {
    try {
      return SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(key).getEncoded("DER");
    } catch (IOException e) {
      throw new IllegalStateException("an RSA key could not be written", e);
    }
  }
}
