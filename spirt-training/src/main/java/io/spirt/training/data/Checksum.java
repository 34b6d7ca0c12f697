package io.spirt.training.data;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/**
 * What a downloaded file must hash to.
 *
 * @param algorithm as Java names it
 * @param hex the digest in hexadecimal
 * @param inflatedBytes size of the contents when these are hashed instead of the compressed file; 0
 *     to hash the file
 */
record Checksum(String algorithm, String hex, int inflatedBytes) {

  /** Of the file as it travels. */
  static Checksum ofFile(String algorithm, String hex) {
    return new Checksum(algorithm, hex, 0);
  }

  /** Of what the gzip file holds. */
  static Checksum ofContents(String algorithm, String hex, int inflatedBytes) {
    return new Checksum(algorithm, hex, inflatedBytes);
  }

  /** True if {@code file} is the one. Inflates no more than one byte beyond the expected size. */
  boolean matches(byte[] file) {
    byte[] hashed = file;
    if (inflatedBytes > 0) {
      try (InputStream contents = new GZIPInputStream(new ByteArrayInputStream(file))) {
        hashed = contents.readNBytes(inflatedBytes + 1);
      } catch (IOException e) {
        return false;
      }
    }
    return hex(algorithm, hashed).equals(hex.toLowerCase(Locale.ROOT));
  }

  /** A digest in hexadecimal. */
  static String hex(String algorithm, byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance(algorithm);
      for (byte[] part : parts) {
        digest.update(part);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has " + algorithm, e);
    }
  }
}
