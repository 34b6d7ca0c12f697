package io.spirt.aggregation;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Nearest-neighbour mixing (Allouah, Farhadkhani, Guerraoui, Gupta, Pinot, Stephan 2023, "Fixing by
 * mixing"): before a rule sees them, each average is replaced by the mean of the n - f averages
 * nearest to it, itself among them. Composes with any rule; makes the coordinate-wise ones bear
 * peers whose data differ. With f = 0 each would become the mean of all: {@link Aggregator} leaves
 * them as they are then. Needs n ≥ 2f + 1. Cost O(n²·d); the mixed averages are never held as a
 * whole, and the distances between them follow from those before.
 */
public final class NearestNeighbourMixing {
  /** Its name in a job. */
  public static final String NAME = "nearest-neighbour-mixing";

  private NearestNeighbourMixing() {}

  /** The fewest averages that it is sound for. */
  public static int peersNeeded(int byzantine) {
    return 2 * byzantine + 1;
  }

  /**
   * Mixes averages.
   *
   * @param byzantine f, at most n - 1
   */
  public static Averages mix(Averages averages, int byzantine) {
    int n = averages.count();
    SquaredDistances distances = averages.distances();
    double[][] rows = new double[n][n];
    for (int i = 0; i < n; i++) {
      int centre = i;
      double[] row = rows[i];
      IntStream.range(0, n)
          .boxed()
          .sorted(Comparator.comparingDouble(j -> distances.between(centre, j)))
          .limit(n - byzantine)
          .forEach(j -> row[j] = 1.0 / (n - byzantine));
    }
    return averages.mixed(rows);
  }
}
