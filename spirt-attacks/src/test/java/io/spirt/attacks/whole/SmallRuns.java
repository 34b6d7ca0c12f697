package io.spirt.attacks.whole;

import static org.assertj.core.api.Assertions.assertThat;

import io.spirt.job.Job;
import io.spirt.job.JobReader;
import io.spirt.local.LocalOptions;
import io.spirt.local.LocalTraining;
import io.spirt.local.RunHooks;
import io.spirt.monitor.RunObserver;
import io.spirt.monitor.report.PeerReport;
import io.spirt.monitor.report.RunReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Runs of one small job with {@link LabelEngine}; all else about them is real. */
final class SmallRuns {
  static final int PEERS = 4;
  private static final int WORKERS = 2;

  private SmallRuns() {}

  /**
   * The job: rounds of four batches, one a peer.
   *
   * @param aggregation of the job, as JSON
   */
  static Job job(int rounds, String aggregation) {
    return JobReader.read(
        """
        {
          "name": "small", "peers": %d,
          "model": {"name": "lenet5"},
          "dataset": {"name": "digits", "batchSize": 4, "limit": 20, "validationFraction": 0.2},
          "training": {
            "epochs": %d, "learningRate": 0.1, "seed": 3, "optimizer": {"momentum": 0}
          },
          "aggregation": %s,
          "convergence": {"everyEpochs": 100},
          "timeouts": {"syncSeconds": 30}
        }
        """
            .formatted(PEERS, rounds, aggregation));
  }

  /** Runs a job to its end, which all peers reach with one model. */
  static RunReport train(Path runs, Job job, RunHooks hooks, boolean tls) {
    RunReport report =
        LocalTraining.train(
            new LocalOptions(job, Optional.empty(), runs, WORKERS, tls, hooks),
            new RunObserver() {});
    assertThat(report.status())
        .as("%s %s", report.failure(), report.events())
        .isEqualTo("succeeded");
    assertThat(report.peers()).hasSize(PEERS).allMatch(peer -> peer.status().equals("active"));
    assertThat(report.peers())
        .extracting(PeerReport::paramsDigest)
        .as("one model")
        .hasSize(PEERS)
        .containsOnly(digest(report));
    return report;
  }

  static String digest(RunReport report) {
    return report.peers().get(0).paramsDigest();
  }

  /** The params at the end, as {@link LabelEngine} writes them. */
  static double[] params(Path runs, RunReport report) {
    try {
      String text = Files.readString(runs.resolve(report.run()).resolve("model.safetensors"));
      return Stream.of(text.replaceAll("[\\[\\] ]", "").split(",", -1))
          .mapToDouble(Double::parseDouble)
          .toArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Rounds in which a rank was excluded, with the reason. */
  static List<String> excluded(RunReport report, int rank) {
    return report.events().stream()
        .filter(event -> event.type().equals("excluded") && event.rank() == rank)
        .map(event -> event.round() + " " + event.text())
        .toList();
  }
}
