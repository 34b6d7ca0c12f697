package io.spirt.benchmarks.replay.p2p;

import io.spirt.benchmarks.replay.Network;
import io.spirt.benchmarks.replay.ReplayOptions;
import io.spirt.benchmarks.replay.Scale;
import io.spirt.frameworks.FrameworkReport;
import io.spirt.frameworks.worker.Traffic;
import io.spirt.frameworks.worker.WorkerEpoch;
import io.spirt.job.Job;
import io.spirt.monitor.report.RunReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Runs that never took place: 2 s a batch in a row, 3 s for all of them at once. */
final class FakePeers implements PeerRuntime {
  static final double BATCH_MILLIS = 2_000;
  static final double AT_ONCE_MILLIS = 3_000;
  static final long MODEL_BYTES = 6_500_000;

  final List<Map<String, String>> settings = new ArrayList<>();
  final List<Job> jobs = new ArrayList<>();

  static ReplayOptions options(Scale scale, Network network) {
    return new ReplayOptions(
        scale, network, Optional.empty(), Optional.empty(), 2, Path.of("runs"), Path.of("out"));
  }

  @Override
  public FrameworkReport train(
      Job job, Map<String, String> peerOptions, ReplayOptions options, Consumer<String> progress) {
    settings.add(peerOptions);
    jobs.add(job);
    List<WorkerEpoch> epochs = new ArrayList<>();
    for (int epoch = 1; epoch <= job.training().epochs(); epoch++) {
      for (int rank = 0; rank < job.peers(); rank++) {
        epochs.add(epoch(job, peerOptions, rank, epoch));
      }
    }
    return new FrameworkReport(
        new RunReport(
            "succeeded",
            "fake",
            null,
            0.9,
            "test",
            0.1,
            1000,
            900,
            800,
            List.of(),
            List.of(),
            List.of(),
            Map.of(),
            job.peers(),
            Map.of(),
            job),
        epochs);
  }

  private static WorkerEpoch epoch(Job job, Map<String, String> settings, int rank, int epoch) {
    int samples =
        job.dataset().limit()
            - (int) Math.round(job.dataset().limit() * job.dataset().validationFraction());
    int steps = samples / job.dataset().batchSize() / job.peers();
    boolean offloads = settings.getOrDefault("offload", "none").equals("functions");
    boolean apart = settings.getOrDefault("mode", "").equals("asynchronous");
    Map<String, Double> details = new TreeMap<>();
    for (String stage : List.of("send", "receive", "update", "convergence")) {
      details.put(stage + ".millis", stage.equals("receive") ? 100.0 * (job.peers() - 1) : 50.0);
      details.put(stage + ".processorMillis", 25.0);
      details.put(stage + ".residentBytes", 3e8);
    }
    // The first epoch is cold and must not count.
    double millis = epoch == 1 ? 1e9 : offloads ? AT_ONCE_MILLIS : steps * BATCH_MILLIS;
    details.put("compute.millis", millis);
    details.put("compute.processorMillis", steps * BATCH_MILLIS);
    details.put("compute.residentBytes", 4e8);
    return new WorkerEpoch(
        rank,
        epoch,
        steps,
        samples,
        1,
        steps * BATCH_MILLIS,
        Map.of(),
        new Traffic(0, 0, 0, 2, MODEL_BYTES, MODEL_BYTES * (job.peers() - 1)),
        1000,
        0.01,
        0.5,
        apart ? 0.5 + 0.1 * (epoch % 2) - 0.01 * rank : 0.8,
        details);
  }
}
