package io.spirt.frameworks.lambdaml;

import java.util.Arrays;
import java.util.List;

/**
 * How a vector is cut into one chunk for each worker: chunk i has ⌊d/n⌋ of the d values, and one
 * more if i is less than d mod n.
 */
final class Chunks {
  private final int length;
  private final int workers;

  Chunks(int length, int workers) {
    this.length = length;
    this.workers = workers;
  }

  /** Where chunk {@code i} begins; for {@code i} = n, the length. */
  int begin(int i) {
    return i * (length / workers) + Math.min(i, length % workers);
  }

  float[] cut(float[] vector, int i) {
    if (vector.length != length) {
      throw new IllegalArgumentException(
          "a vector has %d values instead of %d".formatted(vector.length, length));
    }
    return Arrays.copyOfRange(vector, begin(i), begin(i + 1));
  }

  /** The vector that the chunks make, in order. */
  float[] join(List<float[]> chunks) {
    float[] vector = new float[length];
    for (int i = 0; i < workers; i++) {
      float[] chunk = chunks.get(i);
      if (chunk.length != begin(i + 1) - begin(i)) {
        throw new IllegalArgumentException(
            "chunk %d has %d values instead of %d"
                .formatted(i, chunk.length, begin(i + 1) - begin(i)));
      }
      System.arraycopy(chunk, 0, vector, begin(i), chunk.length);
    }
    return vector;
  }
}
