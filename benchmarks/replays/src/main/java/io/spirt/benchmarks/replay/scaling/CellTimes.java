package io.spirt.benchmarks.replay.scaling;

import io.spirt.benchmarks.replay.Network;
import io.spirt.job.Stage;
import java.util.Map;

/**
 * How long a cell's epochs took, medians over epochs after the first.
 *
 * @param epochSeconds wall time of an epoch
 * @param gradientSeconds forward and backward passes of one batch, mean over the batches
 * @param stageSeconds wall time by stage, mean over the peers
 * @param modelBytes of the params, which a gradient has too
 * @param redisVersion of the servers
 */
record CellTimes(
    Cell cell,
    double epochSeconds,
    double gradientSeconds,
    Map<Stage, Double> stageSeconds,
    long modelBytes,
    String redisVersion) {

  /** Seconds of a stage; 0 if it was not due. */
  double stage(Stage stage) {
    return stageSeconds.getOrDefault(stage, 0.0);
  }

  /** Seconds of an epoch: as measured, or as simulated. */
  double epoch(Network network) {
    return network.simulated() ? CriticalPath.of(this).epochSeconds() : epochSeconds;
  }

  /** Seconds of one gradient function: as measured, or as simulated with its transfers. */
  double gradient(Network network) {
    return network.simulated() ? CriticalPath.of(this).gradientSeconds() : gradientSeconds;
  }

  /** Seconds of averaging a peer's gradients in its database. */
  double average(Network network) {
    return network.simulated() ? CriticalPath.of(this).averageSeconds() : stage(Stage.AVERAGE);
  }

  /** Seconds of fetching the other peers' averages and combining them. */
  double aggregation(Network network) {
    return network.simulated()
        ? CriticalPath.of(this).aggregationSeconds()
        : stage(Stage.AGGREGATE);
  }
}
