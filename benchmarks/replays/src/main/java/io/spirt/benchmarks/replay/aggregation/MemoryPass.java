package io.spirt.benchmarks.replay.aggregation;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The limit of every rule: each value is read from memory once, by all cores, and added to a block
 * that stays in the first-level cache. The addition is one vector instruction a load, so that
 * memory is what this waits for.
 */
final class MemoryPass {
  private static final int BLOCK = 2048;
  private static final int RANGE = 32 * BLOCK;

  private MemoryPass() {}

  /** Reads all of it; the sum is there so that no compiler leaves the reading out. */
  static double over(List<float[]> averages) {
    int length = averages.get(0).length;
    return IntStream.range(0, (length + RANGE - 1) / RANGE)
        .parallel()
        .mapToDouble(range -> of(averages, range * RANGE, Math.min(length, (range + 1) * RANGE)))
        .sum();
  }

  private static double of(List<float[]> averages, int from, int to) {
    float[] sums = new float[BLOCK];
    for (float[] average : averages) {
      for (int start = from; start < to; start += BLOCK) {
        add(average, start, Math.min(BLOCK, to - start), sums);
      }
    }
    double total = 0;
    for (float sum : sums) {
      total += sum;
    }
    return total;
  }

  private static void add(float[] values, int start, int count, float[] sums) {
    for (int i = 0; i < count; i++) {
      sums[i] += values[start + i];
    }
  }
}
