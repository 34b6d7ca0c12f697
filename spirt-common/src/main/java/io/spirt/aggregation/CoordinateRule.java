package io.spirt.aggregation;

/** Combines averages coordinate by coordinate, a block of them at a time. */
public interface CoordinateRule {

  /**
   * Combines {@code count} coordinates.
   *
   * @param block n rows, in rank order; may be changed
   * @param result gets {@code count} values
   */
  void combine(float[][] block, int count, float[] result);
}
