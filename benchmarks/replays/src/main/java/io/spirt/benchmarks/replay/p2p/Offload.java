package io.spirt.benchmarks.replay.p2p;

import io.spirt.benchmarks.replay.LambdaNetwork;
import io.spirt.benchmarks.replay.Network;
import io.spirt.benchmarks.replay.ReplayOptions;
import io.spirt.frameworks.FrameworkReport;
import io.spirt.frameworks.worker.WorkerEpoch;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/**
 * The time that one peer takes for the gradients of its batches: one after another, and all at once
 * on functions. Each is the mean over the peers of a run's last epoch, when processes are warm.
 *
 * @param batchSize samples of a batch
 * @param batches batches of a peer
 * @param sequentialSeconds one after another, measured
 * @param parallelSeconds all at once: measured on this machine's processors, or simulated
 * @param batchSeconds forward and backward pass of one batch, measured without neighbours
 */
record Offload(
    int batchSize,
    int batches,
    double sequentialSeconds,
    double parallelSeconds,
    double batchSeconds) {
  private static final String COMPUTE = "compute.millis";

  /** States of the generated machine before a batch's function runs: the fan-out and the call. */
  private static final int STATES = 2;

  private static final int EPOCHS = 2;
  private static final double LEARNING_RATE = 0.001;

  /** What is measured. */
  record Case(int peers, String model, String dataset, int batchSize, int batches) {}

  static Offload measure(
      String id, Case one, ReplayOptions options, PeerRuntime runtime, Consumer<String> progress) {
    PeerJob job =
        new PeerJob(
            one.peers(),
            one.model(),
            one.dataset(),
            one.batchSize(),
            one.batches(),
            EPOCHS,
            LEARNING_RATE,
            EPOCHS);
    FrameworkReport alone = runtime.train(job.job(id), settings("none"), options, progress);
    double sequential = last(alone, epoch -> epoch.details().getOrDefault(COMPUTE, 0.0)) / 1e3;
    double batch = last(alone, epoch -> epoch.computeMillis() / epoch.steps()) / 1e3;
    double parallel;
    if (options.network() == Network.LAMBDA) {
      long model = last(alone, epoch -> epoch.traffic().bytesOut()).longValue();
      parallel = simulated(LambdaNetwork.DEFAULT, batch, model);
    } else {
      FrameworkReport offloaded =
          runtime.train(job.job(id), settings("functions"), options, progress);
      parallel = last(offloaded, epoch -> epoch.details().getOrDefault(COMPUTE, 0.0)) / 1e3;
    }
    return new Offload(one.batchSize(), one.batches(), sequential, parallel, batch);
  }

  private static Map<String, String> settings(String offload) {
    return Map.of("offload", offload, "keepModel", "false");
  }

  private static Double last(FrameworkReport report, ToDoubleFunction<WorkerEpoch> figure) {
    return report.epochs().stream()
        .filter(epoch -> epoch.epoch() == EPOCHS)
        .mapToDouble(figure)
        .average()
        .orElse(Double.NaN);
  }

  /**
   * The critical path on AWS: the fan-out, a warm function's fetching of params and batch, one
   * batch, storing its gradient. All batches take it at once.
   *
   * @param modelBytes length of params, and of a gradient
   */
  private static double simulated(LambdaNetwork aws, double batchSeconds, long modelBytes) {
    return aws.states(STATES)
        + aws.store(modelBytes)
        + aws.store(0)
        + batchSeconds
        + aws.store(modelBytes);
  }

  double speedUp() {
    return sequentialSeconds / parallelSeconds;
  }

  /** Part of the sequential time that is saved, in percent; negative if more is needed. */
  double savedPercent() {
    return 100 * (1 - parallelSeconds / sequentialSeconds);
  }
}
