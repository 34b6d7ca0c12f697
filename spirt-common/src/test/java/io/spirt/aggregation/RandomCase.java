package io.spirt.aggregation;

import java.util.ArrayList;
import java.util.List;

/**
 * Averages to try a rule with, made as {@code make_golden.py} makes them: from 3 to 20 about normal
 * ones, of which none, one or f are multiplied by -100 or have noise added.
 *
 * @param averages n arrays of d values
 * @param byzantine f, at most (n - 1) / 2
 */
record RandomCase(List<float[]> averages, int byzantine) {

  /** Short averages: d from 2 to 6. */
  static RandomCase of(long seed) {
    return of(seed, 2, 5);
  }

  /** d is from {@code shortest} on one of {@code lengths} numbers. */
  static RandomCase of(long seed, int shortest, int lengths) {
    SplitMix64 random = new SplitMix64(seed);
    int n = 3 + random.below(18);
    int length = shortest + random.below(lengths);
    int f = random.below((n - 1) / 2 + 1);
    int liars = new int[] {0, 1, f, f}[random.below(4)];
    boolean noise = random.below(2) == 1;
    int first = random.below(n);
    List<float[]> averages = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      averages.add(values(random, length));
    }
    for (int i = 0; i < Math.min(liars, f); i++) {
      float[] liar = averages.get((first + i) % n);
      for (int k = 0; k < length; k++) {
        liar[k] = noise ? liar[k] + 200 * random.value() : -100 * liar[k];
      }
    }
    return new RandomCase(averages, f);
  }

  private static float[] values(SplitMix64 random, int length) {
    float[] values = new float[length];
    for (int k = 0; k < length; k++) {
      values[k] = random.value();
    }
    return values;
  }

  int peers() {
    return averages.size();
  }

  /** The most malicious averages, up to f, that the rule bears. */
  int byzantineFor(Aggregator rule) {
    int most = byzantine;
    while (most > 0 && rule.peersNeeded(most) > peers()) {
      most--;
    }
    return most;
  }
}
