package io.spirt.job;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.spirt.compression.BucketNorm;
import io.spirt.compression.Compression;
import io.spirt.compression.NoCompression;
import io.spirt.compression.Qsgd;

/**
 * How averages are encoded for the other peers. Fields of other codecs than the one named have
 * their defaults.
 *
 * @param name {@code none} or {@code qsgd}
 * @param bits of qsgd: bits of a value, from 2 to 8
 * @param bucket of qsgd: values that share a norm, a multiple of 8 from 8 to 65,536
 * @param norm of qsgd: {@code max} or {@code euclidean}
 */
public record CompressionSpec(String name, int bits, int bucket, String norm) {
  static final int DEFAULT_BITS = 8;
  static final int DEFAULT_BUCKET = 512;
  static final String DEFAULT_NORM = "max";

  /** Averages travel as they are. */
  public static final CompressionSpec NONE =
      new CompressionSpec(NoCompression.NAME, DEFAULT_BITS, DEFAULT_BUCKET, DEFAULT_NORM);

  /** QSGD with the schema's defaults. */
  public static CompressionSpec qsgd(int bits) {
    return new CompressionSpec(Qsgd.NAME, bits, DEFAULT_BUCKET, DEFAULT_NORM);
  }

  /** True if averages travel as they are. */
  @JsonIgnore
  public boolean isNone() {
    return name.equals(NoCompression.NAME);
  }

  /** The codec. */
  public Compression codec() {
    return isNone() ? new NoCompression() : new Qsgd(bits, bucket, BucketNorm.named(norm));
  }
}
