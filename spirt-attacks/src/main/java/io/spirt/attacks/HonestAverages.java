package io.spirt.attacks;

import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;

/** Statistics of the honest peers' averages, coordinate by coordinate, in double. */
final class HonestAverages {
  private final Collection<float[]> vectors;

  /**
   * @param length that each vector must have
   * @throws IllegalArgumentException if there is none, or one has another length
   */
  HonestAverages(int length, SortedMap<Integer, float[]> honest) {
    if (honest.isEmpty()) {
      throw new IllegalArgumentException("no honest average is known: the attack needs at least 1");
    }
    for (Map.Entry<Integer, float[]> average : honest.entrySet()) {
      if (average.getValue().length != length) {
        throw new IllegalArgumentException(
            "the average of rank "
                + average.getKey()
                + " has "
                + average.getValue().length
                + " values, the attacker's own "
                + length);
      }
    }
    vectors = honest.values();
  }

  /** Mean of a coordinate, in rank order. */
  double mean(int i) {
    double sum = 0;
    for (float[] vector : vectors) {
      sum += vector[i];
    }
    return sum / vectors.size();
  }

  /** Population standard deviation of a coordinate, given its mean. */
  double deviation(int i, double mean) {
    double sum = 0;
    for (float[] vector : vectors) {
      sum += (vector[i] - mean) * (vector[i] - mean);
    }
    return Math.sqrt(sum / vectors.size());
  }
}
