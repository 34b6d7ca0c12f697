package io.spirt.frameworks.mlless;

import java.util.Arrays;

/**
 * What one worker tells the others at a step: a gradient, all of it or some coordinates, and the
 * running statistics of its last batch. Owns its arrays.
 */
final class Update {
  private final int length;
  private final int[] indices;
  private final float[] values;
  private final float[] buffers;

  private Update(int length, int[] indices, float[] values, float[] buffers) {
    this.length = length;
    this.indices = indices;
    this.values = values;
    this.buffers = buffers;
  }

  /** A whole gradient. */
  static Update dense(float[] gradient, float[] buffers) {
    return new Update(gradient.length, null, gradient, buffers);
  }

  /**
   * Some coordinates of a gradient; the others are 0.
   *
   * @param length coordinates of the whole gradient
   * @param indices ascending, each from 0 to {@code length - 1}
   * @param values as many as indices
   */
  static Update sparse(int length, int[] indices, float[] values, float[] buffers) {
    if (indices.length != values.length) {
      throw new IllegalArgumentException(
          indices.length + " indices and " + values.length + " values: they belong together");
    }
    return new Update(length, indices, values, buffers);
  }

  /** Coordinates of the whole gradient. */
  int length() {
    return length;
  }

  /** Whether coordinates are left out. */
  boolean isSparse() {
    return indices != null;
  }

  /** Coordinates that are sent. */
  int sent() {
    return values.length;
  }

  /** The coordinates that are sent, ascending; only of a sparse update. Not to be changed. */
  int[] indices() {
    return indices;
  }

  /** The values that are sent. Not to be changed. */
  float[] values() {
    return values;
  }

  /** Running statistics; of length 0 for a model that has none. Not to be changed. */
  float[] buffers() {
    return buffers;
  }

  /** The whole gradient, as an array of its own. */
  float[] gradient() {
    if (!isSparse()) {
      return values.clone();
    }
    float[] gradient = new float[length];
    addTo(gradient);
    return gradient;
  }

  /** Adds the gradient to a sum of the same length, in float32. */
  void addTo(float[] sum) {
    if (!isSparse()) {
      for (int i = 0; i < values.length; i++) {
        sum[i] += values[i];
      }
      return;
    }
    for (int i = 0; i < indices.length; i++) {
      sum[indices[i]] += values[i];
    }
  }

  @Override
  public String toString() {
    return "update of %d of %d coordinates %s"
        .formatted(sent(), length, isSparse() ? Arrays.toString(indices) : "");
  }
}
