package io.spirt.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The digest of a flat float32 tensor, equal to what {@code AI.TENSORDIGEST} answers: SHA-256 over
 * dtype name, number of dimensions and dimensions, then the little-endian values.
 */
public final class TensorDigest {
  private TensorDigest() {}

  /**
   * Digests the values from the buffer's position to its limit, which stay as they are.
   *
   * @param values little-endian float32
   * @return 64 lower-case hexadecimal digits
   */
  public static String of(ByteBuffer values) {
    MessageDigest sha = begin(values.remaining() / Float.BYTES);
    sha.update(values.duplicate());
    return end(sha);
  }

  /** The same of a flat tensor of unsigned bytes, dtype {@code UINT8}. */
  public static String ofBytes(byte[] bytes) {
    MessageDigest sha = begin("UINT8", bytes.length);
    sha.update(bytes);
    return end(sha);
  }

  /** A digest that awaits the little-endian values of a tensor, as many as that. */
  static MessageDigest begin(long count) {
    return begin("FLOAT", count);
  }

  private static MessageDigest begin(String dtype, long count) {
    MessageDigest sha = sha256();
    ByteBuffer header = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
    header.put(dtype.getBytes(StandardCharsets.US_ASCII)).put((byte) 0);
    header.putLong(1).putLong(count).flip();
    sha.update(header);
    return sha;
  }

  /** 64 lower-case hexadecimal digits. */
  static String end(MessageDigest sha) {
    return HexFormat.of().formatHex(sha.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
