package io.spirt.frameworks.mlless;

import java.util.List;

/**
 * When a worker leaves. The first one does when the loss curve has passed its knee: from there on
 * more workers buy little. Each further one does after a number of steps, as long as the smoothed
 * loss is no more than a hundredth above what it was at the leave before.
 */
final class ScaleIn {
  private static final double TOLERANCE = 0.01;

  private ScaleIn() {}

  /**
   * Whether one leaves now.
   *
   * @param losses by step, of the whole run
   * @param lastLeave steps that the run had at the last leave; 0 if there was none
   */
  static boolean isDue(List<Double> losses, int lastLeave, MllessOptions options, int workers) {
    if (!options.scaleIn() || workers <= Math.max(1, options.leastWorkers())) {
      return false;
    }
    if (losses.size() - lastLeave < options.scaleInSteps()) {
      return false;
    }
    if (lastLeave == 0) {
      return LossCurve.knee(losses).isPresent();
    }
    double[] smooth = LossCurve.smooth(losses);
    return smooth[smooth.length - 1] <= smooth[lastLeave - 1] * (1 + TOLERANCE);
  }
}
