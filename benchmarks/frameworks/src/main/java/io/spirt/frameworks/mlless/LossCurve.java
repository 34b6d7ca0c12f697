package io.spirt.frameworks.mlless;

import java.util.List;
import java.util.OptionalInt;

/**
 * A run's loss by step, smoothed, and where its knee is.
 *
 * <p>Smoothing is an exponentially weighted mean taken forwards and backwards, averaged, so that
 * the curve does not lag. The knee is that of Kneedle (Satopää and others, 2011) for a convex
 * falling curve: with steps and smoothed losses scaled to [0, 1], the point that lies farthest
 * below the chord from the first to the last point.
 */
final class LossCurve {
  /** Fewer points tell nothing. */
  static final int LEAST_POINTS = 20;

  /**
   * How far below the chord, in the unit square, a knee lies at least. A straight line has 0, an
   * exponential decay reaches 0.3 after 2.6 of its time constants.
   */
  static final double LEAST_BEND = 0.3;

  /** A curve that has fallen by a smaller part of its first value has no knee but noise. */
  private static final double LEAST_FALL = 0.01;

  private static final int SPAN = 10;

  private LossCurve() {}

  /** The knee's index; empty while the curve has not passed one. */
  static OptionalInt knee(List<Double> losses) {
    if (losses.size() < LEAST_POINTS) {
      return OptionalInt.empty();
    }
    double[] smooth = smooth(losses);
    int last = smooth.length - 1;
    double fall = smooth[0] - smooth[last];
    int knee = 0;
    double bend = 0;
    for (int i = 1; i < last; i++) {
      double below = (smooth[0] - smooth[i]) / fall - (double) i / last;
      if (below > bend) {
        bend = below;
        knee = i;
      }
    }
    boolean fell = fall > LEAST_FALL * Math.abs(smooth[0]);
    return fell && bend >= LEAST_BEND ? OptionalInt.of(knee) : OptionalInt.empty();
  }

  /** The smoothed losses. */
  static double[] smooth(List<Double> losses) {
    int count = losses.size();
    double[] forwards = weighted(losses, 0, 1);
    double[] backwards = weighted(losses, count - 1, -1);
    double[] smooth = new double[count];
    for (int i = 0; i < count; i++) {
      smooth[i] = (forwards[i] + backwards[i]) / 2;
    }
    return smooth;
  }

  /** Mean of what came before, weighted by (1 - alpha) to the power of how long ago. */
  private static double[] weighted(List<Double> losses, int from, int direction) {
    double keep = 1 - 2.0 / (SPAN + 1);
    double[] means = new double[losses.size()];
    double sum = 0;
    double weight = 0;
    for (int i = 0, at = from; i < means.length; i++, at += direction) {
      sum = keep * sum + losses.get(at);
      weight = keep * weight + 1;
      means[at] = sum / weight;
    }
    return means;
  }
}
