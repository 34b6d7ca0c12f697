package io.spirt.compression;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * What an encoding by QSGD says of itself. All numbers are little-endian:
 *
 * <pre>
 *  0  4 bytes  "QSGD"
 *  4  1 byte   version of this format, 1
 *  5  1 byte   bits a value, 2 to 8
 *  6  2 bytes  0
 *  8  4 bytes  values a bucket, a multiple of 8 from 8 to 65,536
 * 12  4 bytes  number of values, from 0
 * </pre>
 *
 * @param bits a value
 * @param bucket values a bucket
 * @param count number of values
 */
record QsgdHeader(int bits, int bucket, int count) {
  static final int BYTES = 16;
  private static final byte[] MAGIC = "QSGD".getBytes(StandardCharsets.US_ASCII);
  private static final int VERSION = 1;

  /** Length of the whole encoding. */
  long encodedBytes() {
    long buckets = ((long) count + bucket - 1) / bucket;
    long whole = count / bucket;
    return BYTES + buckets * Float.BYTES + whole * bucket / 8 * bits + packedBytes(count % bucket);
  }

  /** Bytes of that many codes, padded to whole bytes. */
  int packedBytes(int codes) {
    return (codes * bits + 7) / 8;
  }

  void write(ByteBuffer target) {
    target.order(ByteOrder.LITTLE_ENDIAN).put(MAGIC).put((byte) VERSION).put((byte) bits);
    target.putShort((short) 0).putInt(bucket).putInt(count);
  }

  /**
   * The header at the beginning of some bytes, which have the length that it says.
   *
   * @throws InvalidEncodingException if it cannot be, or is not of so many values
   */
  static QsgdHeader read(byte[] bytes, int expectedCount) {
    if (bytes.length < BYTES) {
      throw invalid("it has %,d bytes; its header alone has %d", bytes.length, BYTES);
    }
    ByteBuffer source = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    byte[] magic = new byte[MAGIC.length];
    source.get(magic);
    if (!Arrays.equals(magic, MAGIC)) {
      throw invalid("it does not begin with \"QSGD\"");
    }
    int version = Byte.toUnsignedInt(source.get());
    if (version != VERSION) {
      throw invalid("it has version %d; only version %d is known", version, VERSION);
    }
    int bits = Byte.toUnsignedInt(source.get());
    if (bits < Qsgd.LEAST_BITS || bits > Qsgd.MOST_BITS) {
      throw invalid(
          "it has %d bits a value; allowed are %d to %d", bits, Qsgd.LEAST_BITS, Qsgd.MOST_BITS);
    }
    int reserved = Short.toUnsignedInt(source.getShort());
    if (reserved != 0) {
      throw invalid("bytes 6 and 7 are %d; they are reserved and 0", reserved);
    }
    long bucket = Integer.toUnsignedLong(source.getInt());
    if (!Qsgd.isBucket(bucket)) {
      throw invalid(
          "it has %,d values a bucket; allowed are multiples of 8 up to %,d",
          bucket, Qsgd.MOST_BUCKET);
    }
    long count = Integer.toUnsignedLong(source.getInt());
    if (count != expectedCount) {
      throw invalid("it has %,d values; expected are %,d", count, expectedCount);
    }
    QsgdHeader header = new QsgdHeader(bits, (int) bucket, expectedCount);
    if (bytes.length != header.encodedBytes()) {
      throw invalid(
          "it has %,d bytes; %,d values of %d bits in buckets of %,d have %,d",
          bytes.length, count, bits, bucket, header.encodedBytes());
    }
    return header;
  }

  static InvalidEncodingException invalid(String problem, Object... figures) {
    return new InvalidEncodingException(Qsgd.NAME, String.format(Locale.ROOT, problem, figures));
  }
}
