package io.spirt.compression;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;

/**
 * QSGD: quantised stochastic gradient descent (Alistarh, Grubic, Li, Tomioka, Vojnovic 2017). The
 * values are cut into buckets. With s levels, each value v of a bucket with norm N becomes a level:
 *
 * <pre>
 *  a = s·|v| / N,   level = sign(v)·(⌊a⌋ + 1 with probability a − ⌊a⌋, else ⌊a⌋)
 *  decoded:         N·level / s
 * </pre>
 *
 * The expectation of what is decoded is v. Over a bucket v of d values the expected squared error
 * is at most {@code min(d/s², √d/s)·‖v‖²} (Lemma 3.1), with either {@link BucketNorm}. A zero stays
 * zero.
 *
 * <p>A level from −s to s takes {@code bits} bits, sign included: {@code s = 2^(bits−1) − 1}, and
 * the code is level + s. The paper's Elias codes would be shorter where most levels are 0, which
 * they are not with 4 bits and more; codes of one length are faster, and their number is known
 * before they are read.
 *
 * <p>The encoding is a {@link QsgdHeader}, then for each bucket its norm as float32 and its codes,
 * the first one in the lowest bits of the first byte, padded with zeros to a whole byte. The last
 * bucket has the rest. One code of {@code 2^bits} is unused and refused: there is one encoding of
 * each vector of levels.
 *
 * @param bits a value, from {@value #LEAST_BITS} to {@value #MOST_BITS}
 * @param bucket values that share a norm: a multiple of 8, so that buckets end with a byte, up to
 *     {@value #MOST_BUCKET}
 * @param norm what a bucket is divided by
 */
public record Qsgd(int bits, int bucket, BucketNorm norm) implements Compression {
  public static final String NAME = "qsgd";
  public static final int LEAST_BITS = 2;
  public static final int MOST_BITS = 8;
  public static final int MOST_BUCKET = 1 << 16;

  /** Codes are packed by eight: those fill as many bytes as a code has bits. */
  private static final int TOGETHER = 8;

  public Qsgd {
    if (bits < LEAST_BITS || bits > MOST_BITS) {
      throw new IllegalArgumentException(
          "bits is " + bits + "; allowed: " + LEAST_BITS + " to " + MOST_BITS);
    }
    if (!isBucket(bucket)) {
      throw new IllegalArgumentException(
          "bucket is " + bucket + "; allowed: multiples of 8 from 8 to " + MOST_BUCKET);
    }
  }

  static boolean isBucket(long bucket) {
    return bucket > 0 && bucket <= MOST_BUCKET && bucket % TOGETHER == 0;
  }

  /** Levels on each side of zero: s in the paper. */
  public int levels() {
    return levels(bits);
  }

  private static int levels(int bits) {
    return (1 << (bits - 1)) - 1;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public long encodedBytes(int count) {
    return new QsgdHeader(bits, bucket, count).encodedBytes();
  }

  @Override
  public byte[] encode(float[] values, long seed) {
    long length = encodedBytes(values.length);
    if (length > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%,d values would have %,d bytes; an array ends at %,d",
              values.length,
              length,
              Integer.MAX_VALUE));
    }
    byte[] bytes = new byte[(int) length];
    ByteBuffer target = ByteBuffer.wrap(bytes);
    new QsgdHeader(bits, bucket, values.length).write(target);
    int start = 0;
    while (start < values.length) {
      int end = Math.min(values.length - start, bucket) + start;
      float most = norm(values, start, end);
      target.putFloat(most);
      target.position(pack(values, start, end, most, seed, bytes, target.position()));
      start = end;
    }
    return bytes;
  }

  private float norm(float[] values, int start, int end) {
    float most = (float) norm.of(values, start, end);
    if (Float.isFinite(most)) {
      return most;
    }
    Finite.require(values);
    throw new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "the norm of values %,d to %,d exceeds float32; they are too large to be encoded",
            start,
            end - 1));
  }

  /** Writes the codes of a bucket from a place on; returns the place behind them. */
  private int pack(
      float[] values, int start, int end, float most, long seed, byte[] bytes, int place) {
    double scale = most == 0 ? 0 : levels() / (double) most;
    int next = place;
    for (int first = start; first < end; first += TOGETHER) {
      int codes = Math.min(end - first, TOGETHER);
      long packed = packed(values, first, codes, scale, seed);
      int used = (codes * bits + 7) / 8;
      for (int k = 0; k < used; k++) {
        bytes[next++] = (byte) (packed >>> (8 * k));
      }
    }
    return next;
  }

  /**
   * The codes of at most eight values. {@code ⌊x + u⌋} with u uniform in [0, 1) is ⌊x⌋ + 1 with
   * probability x − ⌊x⌋, for negative x too; adding s makes it positive, where a cast is ⌊ ⌋.
   */
  private long packed(float[] values, int first, int codes, double scale, long seed) {
    int levels = levels();
    long packed = 0;
    for (int j = 0; j < codes; j++) {
      double shifted = values[first + j] * scale + levels + RoundingSeed.uniform(seed, first + j);
      // The product may exceed s by its rounding.
      long code = Math.min((int) shifted, 2 * levels);
      packed |= code << (j * bits);
    }
    return packed;
  }

  /** Decodes whatever its header describes, also what was made with other settings. */
  @Override
  public float[] decode(byte[] bytes, int count) {
    QsgdHeader header = QsgdHeader.read(bytes, count);
    ByteBuffer source =
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).position(QsgdHeader.BYTES);
    float[] values = new float[count];
    int start = 0;
    while (start < count) {
      int end = Math.min(count - start, header.bucket()) + start;
      double unit = unit(source.getFloat(), header, start);
      unpack(bytes, source.position(), header.bits(), unit, values, start, end);
      source.position(source.position() + header.packedBytes(end - start));
      start = end;
    }
    return values;
  }

  /** The step between two levels of a bucket. */
  private static double unit(float most, QsgdHeader header, int start) {
    // Also refuses -0, which the other zero can be written as.
    if (!Float.isFinite(most) || Float.compare(most, 0) < 0) {
      throw QsgdHeader.invalid(
          "the norm of bucket %,d is %s; it has to be finite and at least 0",
          start / header.bucket(), most);
    }
    return (double) most / levels(header.bits());
  }

  private static void unpack(
      byte[] bytes, int place, int bits, double unit, float[] values, int start, int end) {
    int levels = levels(bits);
    int mask = (1 << bits) - 1;
    int greatest = 0;
    int next = place;
    for (int first = start; first < end; first += TOGETHER) {
      int codes = Math.min(end - first, TOGETHER);
      int used = (codes * bits + 7) / 8;
      long packed = 0;
      for (int k = 0; k < used; k++) {
        packed |= Byte.toUnsignedLong(bytes[next++]) << (8 * k);
      }
      for (int j = 0; j < codes; j++) {
        int code = (int) (packed >>> (j * bits)) & mask;
        greatest = Math.max(greatest, code);
        values[first + j] = (float) ((code - levels) * unit);
      }
      if (codes < TOGETHER && packed >>> (codes * bits) != 0) {
        throw QsgdHeader.invalid("the padding after value %,d is not zero", end - 1);
      }
    }
    if (greatest > 2 * levels) {
      throw QsgdHeader.invalid(
          "values %,d to %,d have code %d; the greatest of %d bits is %d",
          start, end - 1, greatest, bits, 2 * levels);
    }
  }
}
