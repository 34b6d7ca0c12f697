package io.spirt.benchmarks;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * What a client computes, as the module defines it: sums in double and rounded once, each operation
 * of the update rounded to float32. Values are little-endian float32. Chunk by chunk, so that what
 * is converted stays in the first-level cache.
 */
final class Arithmetic {
  private static final int CHUNK = 2048;

  private Arithmetic() {}

  /** Adds all values to the sums from {@code offset} on. */
  static void add(byte[] values, double[] sums, int offset) {
    FloatBuffer floats = floats(values);
    float[] chunk = new float[CHUNK];
    for (int from = offset; floats.hasRemaining(); from += CHUNK) {
      int count = Math.min(CHUNK, floats.remaining());
      floats.get(chunk, 0, count);
      for (int i = 0; i < count; i++) {
        sums[from + i] += chunk[i];
      }
    }
  }

  /**
   * Writes {@code sums[0..count)} over {@code divisor} into {@code mean} from {@code offset} on.
   */
  static void divide(double[] sums, int count, double divisor, byte[] mean, int offset) {
    FloatBuffer floats = floats(mean).position(offset);
    float[] chunk = new float[CHUNK];
    for (int from = 0; from < count; from += CHUNK) {
      int length = Math.min(CHUNK, count - from);
      for (int i = 0; i < length; i++) {
        chunk[i] = (float) (sums[from + i] / divisor);
      }
      floats.put(chunk, 0, length);
    }
  }

  /** {@code params -= rate * gradient}. */
  static void step(byte[] params, byte[] gradient, float rate) {
    FloatBuffer from = floats(params);
    FloatBuffer to = floats(params);
    FloatBuffer gradients = floats(gradient);
    float[] p = new float[CHUNK];
    float[] g = new float[CHUNK];
    while (from.hasRemaining()) {
      int count = Math.min(CHUNK, from.remaining());
      from.get(p, 0, count);
      gradients.get(g, 0, count);
      for (int i = 0; i < count; i++) {
        p[i] -= rate * g[i];
      }
      to.put(p, 0, count);
    }
  }

  private static FloatBuffer floats(byte[] values) {
    return ByteBuffer.wrap(values).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
  }
}
