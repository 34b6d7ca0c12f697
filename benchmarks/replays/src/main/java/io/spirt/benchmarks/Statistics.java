package io.spirt.benchmarks;

import java.util.Arrays;

/**
 * A sample in three figures. A quantile between two values is interpolated.
 *
 * @param count values in the sample
 */
public record Statistics(double median, double p10, double p90, int count) {

  /**
   * Of these values, in any order; left as they are.
   *
   * @throws IllegalArgumentException if there are none
   */
  public static Statistics of(double... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("statistics need at least 1 value, got 0");
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return new Statistics(
        quantile(sorted, 0.5), quantile(sorted, 0.1), quantile(sorted, 0.9), sorted.length);
  }

  private static double quantile(double[] sorted, double fraction) {
    double position = fraction * (sorted.length - 1);
    int below = (int) position;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
  }
}
