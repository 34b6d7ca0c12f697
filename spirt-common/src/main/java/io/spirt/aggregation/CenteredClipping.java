package io.spirt.aggregation;

import java.util.List;

/**
 * Centered clipping (Karimireddy, He, Jaggi 2021, section 4): from a centre v the averages are
 * reached by steps of at most τ: {@code v ← v + (1/n) Σ_i (g_i - v) · min(1, τ / |g_i - v|)}, some
 * times. The centre starts at the origin, because a rule remembers nothing of the round before. τ
 * is given, as in ByzFL, or in each iteration the median of the distances from the centre; then the
 * rule follows scaling exactly. Does not use f, but is sound only for n ≥ 2f + 1. Cost O(n²·d): the
 * iterations need the distances only.
 */
public final class CenteredClipping implements AggregationRule {
  static final RuleParameter RADIUS =
      new RuleParameter(
          "radius", 0, 0, 1e30, "Longest step, τ; 0 for the median of the distances each time.");
  static final RuleParameter ITERATIONS =
      new RuleParameter("iterations", 10, 1, 1000, "Steps of the centre.");

  @Override
  public String name() {
    return "centered-clipping";
  }

  @Override
  public List<RuleParameter> parameters() {
    return List.of(RADIUS, ITERATIONS);
  }

  @Override
  public int peersNeeded(int byzantine) {
    return 2 * byzantine + 1;
  }

  @Override
  public float[] aggregate(Averages averages, RuleSettings settings) {
    TooFewPeersException.check(this, averages, settings);
    double radius = settings.value(RADIUS);
    double[] centre = new double[averages.count()];
    for (int i = 0; i < (int) settings.value(ITERATIONS); i++) {
      centre = step(averages.distances(), centre, radius);
    }
    return averages.weighted(centre, 1);
  }

  /**
   * @param centre weights of the averages; what they lack to 1 is the origin's
   */
  private static double[] step(SquaredDistances distances, double[] centre, double radius) {
    double[] far = distances.from(centre);
    double longest = radius == 0 ? Medians.of(far) : radius;
    int n = far.length;
    double[] shares = new double[n];
    double moved = 0;
    for (int i = 0; i < n; i++) {
      shares[i] = (far[i] <= longest ? 1 : longest / far[i]) / n;
      moved += shares[i];
    }
    double[] next = new double[n];
    for (int i = 0; i < n; i++) {
      next[i] = centre[i] * (1 - moved) + shares[i];
    }
    return next;
  }
}
