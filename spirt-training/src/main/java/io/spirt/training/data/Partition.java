package io.spirt.training.data;

import io.spirt.job.DatasetSpec;
import io.spirt.training.SplitMix64;
import java.util.Arrays;

/**
 * Which samples are trained on and which are kept for validation.
 *
 * @param train indices, shuffled
 * @param validation indices, shuffled; none of them is in {@code train}
 */
@SuppressWarnings("ArrayRecordComponent") // two views of one permutation
record Partition(int[] train, int[] validation) {

  /**
   * Shuffles {@code available} samples, takes the first {@code spec.limit()} and keeps a part of
   * these for validation: at least one if a fraction above 0 is wanted.
   */
  static Partition of(DatasetSpec spec, int available, long seed) {
    int[] order = shuffled(available, SplitMix64.of(seed, "partition"));
    int count = spec.limit() == null ? available : Math.min(spec.limit(), available);
    int validation = 0;
    if (spec.validationFraction() > 0) {
      validation = Math.max(1, (int) Math.round(spec.validationFraction() * count));
    }
    if (validation >= count) {
      throw new InvalidDatasetException(
          String.format(
              "%s: %d samples, %d of them for validation, leave none to train on: raise"
                  + " dataset.limit or lower dataset.validationFraction",
              spec.name(), count, validation));
    }
    return new Partition(
        Arrays.copyOfRange(order, validation, count), Arrays.copyOf(order, validation));
  }

  /** Fisher and Yates. */
  private static int[] shuffled(int count, SplitMix64 random) {
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      int other = random.nextInt(i + 1);
      order[i] = order[other];
      order[other] = i;
    }
    return order;
  }

  /** 0, 1, ... {@code count - 1}. */
  static int[] inOrder(int count) {
    int[] order = new int[count];
    Arrays.setAll(order, i -> i);
    return order;
  }
}
