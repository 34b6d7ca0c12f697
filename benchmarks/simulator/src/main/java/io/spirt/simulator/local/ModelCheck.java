package io.spirt.simulator.local;

import java.util.List;
import java.util.function.Consumer;

/** Holds the model against the real runtime: calibrates small, predicts, then measures. */
public final class ModelCheck {
  private ModelCheck() {}

  /**
   * One comparison, in seconds of an epoch.
   *
   * @param measured median of the epochs that count
   */
  public record Comparison(int peers, double predicted, double measured) {

    /** How far the prediction is off, as a part of what was measured; below 0 if it is short. */
    public double error() {
      return predicted / measured - 1;
    }
  }

  /**
   * Predicts and then measures epochs of so many peers.
   *
   * @param times from a calibration of the same network and batch size
   * @param workload whose batches a peer may differ from the calibration's
   * @param told each comparison as soon as it is made
   */
  public static void of(
      MeasuredTimes times,
      RealRun runner,
      LocalWorkload workload,
      List<Integer> peers,
      Consumer<Comparison> told) {
    for (int count : peers) {
      double predicted =
          LocalModel.roundSeconds(
              times.local(), count, workload.batches(), runner.workers(), times.processors());
      told.accept(new Comparison(count, predicted, runner.epochSeconds(workload, count)));
    }
  }
}
