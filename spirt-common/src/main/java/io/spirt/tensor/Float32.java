package io.spirt.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Between little-endian bytes and arrays. */
public final class Float32 {
  private Float32() {}

  /** The values from position to limit, as an array of their own. */
  public static float[] array(ByteBuffer values) {
    float[] array = new float[values.remaining() / Float.BYTES];
    values.duplicate().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(array);
    return array;
  }

  /** Copies the values from position to limit into an array. */
  public static void copy(ByteBuffer values, float[] target, int offset) {
    values
        .duplicate()
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(target, offset, values.remaining() / Float.BYTES);
  }

  /** The values as little-endian bytes, position 0, backed by exactly one array. */
  public static ByteBuffer bytes(float[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes;
  }
}
