package io.spirt.faults.whole;

import io.spirt.job.Job;
import io.spirt.job.JobReader;
import io.spirt.local.LocalOptions;
import io.spirt.local.LocalTraining;
import io.spirt.local.RunHooks;
import io.spirt.monitor.RunObserver;
import io.spirt.monitor.report.PeerReport;
import io.spirt.monitor.report.RunReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Runs of one small job with {@link SumEngine}; all else about them is real. */
final class SmallRuns {
  static final int PEERS = 3;
  static final int EPOCHS = 3;
  static final int BATCHES = 18;
  private static final int WORKERS = 2;

  static final Job JOB =
      JobReader.read(
          """
          {
            "name": "small", "peers": %d,
            "model": {"name": "lenet5"},
            "dataset": {"name": "digits", "batchSize": 4, "limit": 90, "validationFraction": 0.2},
            "training": {
              "epochs": %d, "roundsPerEpoch": 2, "learningRate": 0.1, "seed": 3,
              "optimizer": {"momentum": 0.5}
            },
            "convergence": {"everyEpochs": 1, "patience": 100},
            "timeouts": {"syncSeconds": 30}
          }
          """
              .formatted(PEERS, EPOCHS));

  private SmallRuns() {}

  /** The job with averages that travel encoded. */
  static Job encoded() {
    return JobReader.read(
        JobReader.write(JOB).replaceFirst("\"name\" : \"none\"", "\"name\" : \"qsgd\""));
  }

  /** Runs the job to its end. */
  static RunReport train(Path runs, RunHooks hooks) {
    return train(runs, JOB, hooks);
  }

  static RunReport train(Path runs, Job job, RunHooks hooks) {
    return LocalTraining.train(
        new LocalOptions(job, Optional.empty(), runs, WORKERS, false, hooks), new RunObserver() {});
  }

  /** The different params that the peers of the last view have. */
  static List<String> digests(RunReport report) {
    return report.peers().stream()
        .filter(peer -> peer.status().equals("active"))
        .map(PeerReport::paramsDigest)
        .distinct()
        .toList();
  }
}
