package io.spirt.aggregation;

import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Who lies, judged by directions: a peer counts another's average as malicious if its cosine
 * similarity with the own average is not above a threshold. That alone is relative to each peer, so
 * peers would disagree. Here everybody's judgement is formed by everybody: all hold the same
 * averages, and an average is an outlier if more than half of the others would count it so.
 */
public final class CosineDetection {
  private CosineDetection() {}

  /**
   * Indices of the outliers.
   *
   * @param threshold from -1 to 1
   */
  public static SortedSet<Integer> outliers(SquaredDistances distances, double threshold) {
    SortedSet<Integer> outliers = new TreeSet<>();
    int n = distances.count();
    for (int i = 0; i < n; i++) {
      int against = 0;
      for (int j = 0; j < n; j++) {
        if (j != i && !(distances.cosine(i, j) > threshold)) {
          against++;
        }
      }
      if (2 * against > n - 1) {
        outliers.add(i);
      }
    }
    return outliers;
  }
}
