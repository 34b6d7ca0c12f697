package io.spirt.benchmarks.replay.scaling;

import io.spirt.benchmarks.replay.LambdaNetwork;
import io.spirt.job.Stage;

/**
 * A simulated epoch of one round: what a peer's stages took here, one after another, but with one
 * function per batch at the same time, and with AWS's network and service calls added. Functions
 * are warm, as they are after the first epoch. Stages were measured while all peers shared this
 * machine, so that they are upper bounds.
 *
 * @param gradientSeconds one gradient function: params from the database, batch from S3, computing,
 *     gradient to the database
 * @param averageSeconds the script in the database and a message to every peer
 * @param aggregationSeconds the averages of the others, one after another, and the rule
 * @param otherSeconds auth, heartbeat, sync, update, trigger-epoch
 * @param transitionSeconds between the states
 */
record CriticalPath(
    double gradientSeconds,
    double averageSeconds,
    double aggregationSeconds,
    double otherSeconds,
    double transitionSeconds) {
  /** auth, compute-gradient, average, heartbeat, sync, aggregate, update, trigger-epoch. */
  private static final int STATES = 8;

  /** A grey image of 28 by 28 pixels, a byte each. */
  private static final int BYTES_PER_SAMPLE = 28 * 28;

  static CriticalPath of(CellTimes times) {
    LambdaNetwork network = LambdaNetwork.DEFAULT;
    Cell cell = times.cell();
    int others = cell.peers() - 1;
    long model = times.modelBytes();
    double gradient =
        2 * network.database(model, cell.batches())
            + network.store((long) cell.batchSize() * BYTES_PER_SAMPLE)
            + times.gradientSeconds();
    double average = times.stage(Stage.AVERAGE) + network.database(0, 1) + network.queue(others);
    double aggregation =
        times.stage(Stage.AGGREGATE)
            + others * network.database(model, others)
            + network.database(model, 1);
    double other =
        times.stage(Stage.AUTH)
            + times.stage(Stage.HEARTBEAT)
            + others * network.database(0, 1)
            + network.queue(1)
            + times.stage(Stage.UPDATE)
            + network.database(0, 1)
            + times.stage(Stage.TRIGGER_EPOCH)
            + others * network.database(0, 1);
    return new CriticalPath(gradient, average, aggregation, other, network.states(STATES));
  }

  /** The whole epoch. */
  double epochSeconds() {
    return gradientSeconds + averageSeconds + aggregationSeconds + otherSeconds + transitionSeconds;
  }
}
