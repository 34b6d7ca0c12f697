package io.spirt.benchmarks.replay.database;

import io.spirt.benchmarks.InDatabaseTimes;
import io.spirt.benchmarks.Operation;
import io.spirt.benchmarks.Way;
import io.spirt.benchmarks.replay.LambdaNetwork;
import io.spirt.benchmarks.replay.Network;

/**
 * One pair of bars: an operation inside and outside the database.
 *
 * @param key what the published figures are found by
 * @param label for people
 * @param batchSize samples of a batch; 0 where it does not matter
 * @param times what was measured
 */
record DatabaseCase(
    String key, String label, StoredModel model, int batchSize, InDatabaseTimes times) {

  /** Seconds inside, by the module's command; with a simulated network one request's latency. */
  double inside(Operation operation, Network network) {
    return times.seconds(operation, Way.COMMAND)
        + (network.simulated() ? LambdaNetwork.DEFAULT.database(0, 1) : 0);
  }

  /** Seconds of a client that fetches whole binary tensors, computes, and stores the result. */
  double outside(Operation operation, Network network) {
    return times.seconds(operation, Way.CLIENT_BLOBS) + transfers(operation, network);
  }

  /** The machine's limit: the same arithmetic over memory. */
  double limit(Operation operation) {
    return times.seconds(operation, Way.MEMORY);
  }

  private double transfers(Operation operation, Network network) {
    if (!network.simulated()) {
      return 0;
    }
    int fetched = operation == Operation.MEAN ? times.tensors() : 2;
    return (fetched + 1) * LambdaNetwork.DEFAULT.database(times.tensorBytes(), 1);
  }
}
