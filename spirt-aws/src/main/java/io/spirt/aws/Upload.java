package io.spirt.aws;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Bytes that shall lie in the bucket.
 *
 * @param key where
 * @param bytes what; not copied, only read
 * @param sha256 their digest
 */
@SuppressWarnings("ArrayRecordComponent") // a handle on bytes that are read once, never compared
record Upload(String key, ByteBuffer bytes, byte[] sha256) {

  static Upload of(String key, ByteBuffer bytes) {
    return new Upload(key, bytes, digest(bytes));
  }

  /** SHA-256. */
  static byte[] digest(ByteBuffer... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (ByteBuffer part : parts) {
        digest.update(part.duplicate());
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** SHA-256 in hexadecimal. */
  static String hex(ByteBuffer... parts) {
    return HexFormat.of().formatHex(digest(parts));
  }

  long size() {
    return bytes.remaining();
  }
}
