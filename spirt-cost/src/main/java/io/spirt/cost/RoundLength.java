package io.spirt.cost;

import io.spirt.cost.time.Assumptions;
import io.spirt.cost.time.StageTimes;
import io.spirt.cost.time.Workload;
import io.spirt.job.Stage;
import java.util.List;

/** How long rounds and epochs take when peers work in step. */
final class RoundLength {
  private static final List<Stage> EACH_ROUND =
      List.of(
          Stage.AVERAGE,
          Stage.HEARTBEAT,
          Stage.SYNC,
          Stage.AGGREGATE,
          Stage.UPDATE,
          Stage.TRIGGER_EPOCH);

  private final Workload work;
  private final StageTimes times;
  private final int together;
  private final double delaySeconds;

  /**
   * @param together most gradients of a peer at the same time
   * @param delaySeconds by which quotas make each round longer
   */
  RoundLength(Workload work, StageTimes times, int together, double delaySeconds) {
    this.delaySeconds = delaySeconds;
    this.work = work;
    this.times = times;
    this.together = together;
  }

  /** Seconds of a round without a convergence check, all functions warm. */
  double round(int batches) {
    double waves = Math.ceil((double) batches / together);
    double seconds = delaySeconds + waves * state(Stage.COMPUTE_GRADIENT);
    for (Stage stage : EACH_ROUND) {
      seconds += state(stage);
    }
    return seconds;
  }

  /** Seconds of an epoch, with its share of convergence checks. */
  double epoch() {
    double seconds = 0;
    for (int batches : work.roundBatches()) {
      seconds += round(batches);
    }
    double checks = (double) work.convergenceChecks() / work.job().training().epochs();
    return seconds + checks * state(Stage.CONVERGE);
  }

  /** Seconds before the first round, and by which start-up makes the first round longer. */
  double once() {
    double seconds = times.submissionSeconds();
    for (Stage stage : Stage.values()) {
      seconds += times.start(stage);
    }
    return seconds + state(Stage.INIT) + state(Stage.AUTH) + state(Stage.TRIGGER_EPOCH);
  }

  private double state(Stage stage) {
    return Assumptions.TASK_OVERHEAD + times.of(stage);
  }
}
