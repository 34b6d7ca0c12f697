package io.spirt.attacks;

/** The normal distribution with mean 0 and variance 1. */
final class StandardNormal {
  private static final double FARTHEST = 8;
  private static final int HALVINGS = 60;

  private StandardNormal() {}

  /**
   * Φ(x), by the series {@code 1/2 + φ(x)·(x + x³/3 + x⁵/(3·5) + …)}; exact to about 1e-15 for |x|
   * up to {@value #FARTHEST}.
   */
  static double distribution(double x) {
    double sum = 0;
    double term = x;
    for (int k = 3; sum + term != sum; k += 2) {
      sum += term;
      term *= x * x / k;
    }
    return 0.5 + sum * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
  }

  /**
   * The x with Φ(x) = p, by bisection.
   *
   * @param p above 0 and below 1
   */
  static double quantile(double p) {
    if (!(p > 0 && p < 1)) {
      throw new IllegalArgumentException("probability " + p + " must be above 0 and below 1");
    }
    double low = -FARTHEST;
    double high = FARTHEST;
    for (int halving = 0; halving < HALVINGS; halving++) {
      double middle = (low + high) / 2;
      if (distribution(middle) < p) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }
}
