package io.spirt.benchmarks.replay.frameworks;

import io.spirt.frameworks.worker.StepStage;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What one epoch of a framework takes, of all workers together unless it says otherwise.
 *
 * @param framework {@code spirt}, or a name of {@code io.spirt.frameworks.Frameworks}
 * @param workers that compute gradients
 * @param steps batches of a worker
 * @param seconds wall time
 * @param stages seconds of one worker by stage, mean over the workers
 * @param waitingSeconds of one worker at SPIRT's barrier, part of the sync stage; 0 for the others
 * @param gradientSeconds forward and backward passes of one batch, mean
 * @param functions how long which functions ran, waiting included
 * @param transitions states of Step Functions
 * @param queueRequests sends, receives, deletions
 * @param storePuts puts to S3
 * @param storeGets gets and looks of S3
 * @param bytes that the exchange sent and received
 * @param databases Redis instances that stand while it lasts
 */
record EpochUse(
    String framework,
    int workers,
    int steps,
    double seconds,
    Map<StepStage, Double> stages,
    double waitingSeconds,
    double gradientSeconds,
    List<Functions> functions,
    long transitions,
    long queueRequests,
    long storePuts,
    long storeGets,
    long bytes,
    int databases) {
  static final String SPIRT = "spirt";

  /**
   * Functions of one size.
   *
   * @param megabytes of memory
   * @param invocations how many
   * @param seconds of all of them together
   */
  record Functions(int megabytes, long invocations, double seconds) {}

  EpochUse {
    Map<StepStage, Double> all = new EnumMap<>(StepStage.class);
    for (StepStage stage : StepStage.values()) {
      all.put(stage, stages.getOrDefault(stage, 0.0));
    }
    stages = all;
    functions = List.copyOf(functions);
  }

  double stage(StepStage stage) {
    return stages.get(stage);
  }

  /** Seconds of all functions together. */
  double functionSeconds() {
    return functions.stream().mapToDouble(Functions::seconds).sum();
  }

  long requests() {
    return queueRequests + storePuts + storeGets;
  }
}
