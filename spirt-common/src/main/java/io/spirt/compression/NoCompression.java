package io.spirt.compression;

import io.spirt.tensor.Float32;
import java.nio.ByteBuffer;
import java.util.Locale;

/** The values themselves, little-endian float32, without a header. */
public record NoCompression() implements Compression {
  public static final String NAME = "none";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public long encodedBytes(int count) {
    return (long) count * Float.BYTES;
  }

  @Override
  public byte[] encode(float[] values, long seed) {
    Finite.require(values);
    return Float32.bytes(values).array();
  }

  @Override
  public float[] decode(byte[] bytes, int count) {
    if (bytes.length != encodedBytes(count)) {
      throw new InvalidEncodingException(
          NAME,
          String.format(
              Locale.ROOT,
              "it has %,d bytes; %,d values have %,d",
              bytes.length,
              count,
              encodedBytes(count)));
    }
    float[] values = Float32.array(ByteBuffer.wrap(bytes));
    int bad = Finite.firstBad(values);
    if (bad >= 0) {
      throw new InvalidEncodingException(NAME, "value " + bad + " is " + values[bad]);
    }
    return values;
  }
}
