package io.spirt.aggregation;

import java.util.List;

/**
 * The arithmetic mean per coordinate: {@code a[i] = (1/n) Σ g_r[i]}. Summed in double in rank order
 * and rounded once, as {@code AI.TENSORMEAN} does, so that the result is exactly defined. Breaks
 * down with a single malicious peer. Cost O(n·d).
 */
final class Mean implements AggregationRule {
  /** Values summed at a time: their sums stay in the first-level cache. */
  private static final int BLOCK = 2048;

  @Override
  public float[] aggregate(List<float[]> averages) {
    if (averages.isEmpty()) {
      throw new IllegalArgumentException("the mean needs at least 1 average, got 0");
    }
    int length = averages.get(0).length;
    for (float[] average : averages) {
      if (average.length != length) {
        throw new IllegalArgumentException(
            "averages differ in length: " + length + " and " + average.length + " values");
      }
    }
    float[] mean = new float[length];
    double[] sums = new double[BLOCK];
    for (int from = 0; from < length; from += BLOCK) {
      meanOfBlock(averages, mean, sums, from, Math.min(BLOCK, length - from));
    }
    return mean;
  }

  private static void meanOfBlock(
      List<float[]> averages, float[] mean, double[] sums, int from, int count) {
    for (int i = 0; i < count; i++) {
      sums[i] = 0;
    }
    for (float[] average : averages) {
      for (int i = 0; i < count; i++) {
        sums[i] += average[from + i];
      }
    }
    double peers = averages.size();
    for (int i = 0; i < count; i++) {
      mean[from + i] = (float) (sums[i] / peers);
    }
  }
}
