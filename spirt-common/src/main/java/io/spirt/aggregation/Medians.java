package io.spirt.aggregation;

import java.util.Arrays;

/** The median of a few numbers. */
final class Medians {
  private Medians() {}

  /** The median; of an even number of values the mean of the two in the middle. */
  static double of(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    return sorted[(n - 1) / 2] / 2 + sorted[n / 2] / 2;
  }
}
