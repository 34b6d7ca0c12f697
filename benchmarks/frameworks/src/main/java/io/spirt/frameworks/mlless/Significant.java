package io.spirt.frameworks.mlless;

/** The part of the kept gradients that is sent: all of it, or some coordinates. Owns its arrays. */
final class Significant {
  private final int[] indices;
  private final float[] values;

  private Significant(int[] indices, float[] values) {
    this.indices = indices;
    this.values = values;
  }

  static Significant all(float[] values) {
    return new Significant(null, values);
  }

  static Significant some(int[] indices, float[] values) {
    return new Significant(indices, values);
  }

  /** With the running statistics, what is sent. */
  Update update(int length, float[] buffers) {
    return indices == null
        ? Update.dense(values, buffers)
        : Update.sparse(length, indices, values, buffers);
  }
}
