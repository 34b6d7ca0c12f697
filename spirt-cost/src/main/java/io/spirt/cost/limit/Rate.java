package io.spirt.cost.limit;

import java.util.Arrays;

/** Events of one kind, in the order of their times, and the most of them within any second. */
final class Rate {
  private static final int FIRST_SIZE = 1024;

  private double[] times = new double[FIRST_SIZE];
  private int count;

  void add(double seconds) {
    if (count == times.length) {
      times = Arrays.copyOf(times, 2 * count);
    }
    times[count++] = seconds;
  }

  int count() {
    return count;
  }

  /** Most events in a window of this many seconds, its end not counted. */
  int most(double window) {
    double[] sorted = Arrays.copyOf(times, count);
    Arrays.sort(sorted);
    int most = 0;
    int from = 0;
    for (int to = 0; to < count; to++) {
      while (sorted[to] - sorted[from] >= window) {
        from++;
      }
      most = Math.max(most, to - from + 1);
    }
    return most;
  }
}
