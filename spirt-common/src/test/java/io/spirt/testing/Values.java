package io.spirt.testing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;

/** Float32 values as bytes, made without the code under test. */
public final class Values {
  private Values() {}

  /** The values as little-endian bytes. */
  public static ByteBuffer bytes(float... values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      bytes.putFloat(value);
    }
    return bytes.flip();
  }

  /** The values between position and limit. */
  public static float[] floats(ByteBuffer bytes) {
    ByteBuffer view = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    float[] values = new float[view.remaining() / 4];
    for (int i = 0; i < values.length; i++) {
      values[i] = view.getFloat();
    }
    return values;
  }

  /** No values at all, such as the buffers of a model that has none. */
  public static ByteBuffer none() {
    return ByteBuffer.allocate(0);
  }

  /** Values between -1 and 1, a function of the seed. */
  public static float[] random(long seed, int count) {
    Random random = new Random(seed);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = 2 * random.nextFloat() - 1;
    }
    return values;
  }
}
