package io.spirt.aggregation;

import java.util.Arrays;
import java.util.List;

/**
 * Geometric median, {@code geomed} (Weiszfeld's iteration, smoothed as by Pillutla, Kakade,
 * Harchaoui 2022): the z that minimises {@code Σ_i |g_i - z|}. From the mean on, z becomes the mean
 * weighted with {@code 1 / max(ν, |g_i - z|)}, until the weighted averages stand still. ν is
 * relative to the median of the distances from z, so the rule follows scaling and translation
 * exactly. Does not use f, but is sound only for n ≥ 2f + 1; breaks down at half. Cost O(n²·d): the
 * iteration itself needs the distances between the averages only, and runs to the end; ByzFL stops
 * after three steps from the origin, with a ν of 0.1.
 */
public final class GeometricMedian implements AggregationRule {
  static final RuleParameter SMOOTHING =
      new RuleParameter(
          "smoothing",
          1e-6,
          1e-12,
          1,
          "Shortest distance that counts, relative to the median one.");
  private static final int MOST_STEPS = 10_000;
  private static final double STANDSTILL = 1e-13;

  /** Longest average over shortest typical distance: the square is what a double can tell apart. */
  private static final double MOST_SPREAD = 1e7;

  @Override
  public String name() {
    return "geomed";
  }

  @Override
  public List<RuleParameter> parameters() {
    return List.of(SMOOTHING);
  }

  @Override
  public int peersNeeded(int byzantine) {
    return 2 * byzantine + 1;
  }

  @Override
  public float[] aggregate(Averages averages, RuleSettings settings) {
    TooFewPeersException.check(this, averages, settings);
    return averages.weighted(weights(averages.distances(), settings.value(SMOOTHING)), 1);
  }

  private static double[] weights(SquaredDistances distances, double smoothing) {
    double[] weights = start(distances);
    for (int step = 0; step < MOST_STEPS; step++) {
      double[] far = distances.from(weights);
      double shortest = smoothing * Medians.of(far);
      if (shortest == 0) {
        break; // More than half of the averages are equal, and z is there: it is the median.
      }
      double[] next = weightsAt(far, shortest);
      double moved = 0;
      double whole = 0;
      for (int i = 0; i < weights.length; i++) {
        double length = Math.sqrt(distances.norm(i));
        moved = Math.max(moved, Math.abs(next[i] - weights[i]) * length);
        whole += next[i] * length;
      }
      weights = next;
      if (moved <= STANDSTILL * whole) {
        break;
      }
    }
    return weights;
  }

  /**
   * Where the iteration starts: at the mean. Where liars take that so far away that the distances
   * of the others from it would be lost in rounding, at the mean in which each average weighs the
   * less the farther it typically is from the others.
   */
  private static double[] start(SquaredDistances distances) {
    int n = distances.count();
    double[] typical = new double[n];
    double longest = 0;
    for (int i = 0; i < n; i++) {
      double[] far = new double[n];
      for (int j = 0; j < n; j++) {
        far[j] = Math.sqrt(distances.between(i, j));
      }
      typical[i] = Medians.of(far);
      longest = Math.max(longest, Math.sqrt(distances.norm(i)));
    }
    double[] weights = new double[n];
    double least = Arrays.stream(typical).min().orElseThrow();
    if (least == 0 || longest <= MOST_SPREAD * least) {
      Arrays.fill(weights, 1.0 / n);
      return weights;
    }
    double sum = 0;
    for (int i = 0; i < n; i++) {
      weights[i] = least / typical[i];
      sum += weights[i];
    }
    for (int i = 0; i < n; i++) {
      weights[i] /= sum;
    }
    return weights;
  }

  private static double[] weightsAt(double[] far, double shortest) {
    double[] next = new double[far.length];
    double sum = 0;
    for (int i = 0; i < far.length; i++) {
      next[i] = 1 / Math.max(shortest, far[i]);
      sum += next[i];
    }
    for (int i = 0; i < next.length; i++) {
      next[i] /= sum;
    }
    return next;
  }
}
