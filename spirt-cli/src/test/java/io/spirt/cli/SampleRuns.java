package io.spirt.cli;

import io.spirt.engine.DatasetManifest;
import io.spirt.job.Job;
import io.spirt.job.JobReader;
import io.spirt.monitor.report.EpochReport;
import io.spirt.monitor.report.PeerReport;
import io.spirt.monitor.report.RunEvent;
import io.spirt.monitor.report.RunReport;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Runs that never took place, for tests. */
public final class SampleRuns {
  public static final String DIGEST = "9f2a6b1c33d84e5f".repeat(4);

  private SampleRuns() {}

  public static String jobText(int peers, int epochs) {
    return """
        {"name": "sample", "peers": %d, "model": {"name": "lenet5"},
         "dataset": {"name": "digits"},
         "training": {"epochs": %d, "learningRate": 0.05}}
        """
        .formatted(peers, epochs);
  }

  public static Job job(int peers, int epochs) {
    return JobReader.read(jobText(peers, epochs));
  }

  /** 5,400 samples in 85 batches. */
  public static DatasetManifest data() {
    return new DatasetManifest(
        "digits", 1, 28, 28, 10, List.of(0.0), List.of(1.0), 5_400, 85, 600, 10, 0, 0, "data");
  }

  /** 2.5 s for 5,000 samples; the validation data was looked at if {@code accuracy} is given. */
  public static EpochReport epoch(int number, double loss, Double accuracy) {
    Map<String, Double> stages = Map.of("compute-gradient", 1_900.0, "sync", 400.0, "update", 20.0);
    Double validationLoss = accuracy == null ? null : loss + 0.1;
    return new EpochReport(
        number, 2_500, loss, stages, 3_000, 5_000, 0.05, validationLoss, accuracy);
  }

  public static RunReport succeeded(int epochs) {
    List<EpochReport> all =
        IntStream.rangeClosed(1, epochs)
            .mapToObj(n -> epoch(n, 2.3 / n, n == epochs ? (Double) 0.95 : null))
            .toList();
    return report("succeeded", null, all, List.of(peer(0, DIGEST), peer(1, DIGEST)));
  }

  public static RunReport diverged() {
    return report(
        "diverged",
        "the peers hold 2 different models",
        List.of(epoch(1, 2.3, 0.1)),
        List.of(peer(0, DIGEST), peer(1, DIGEST), peer(2, "00" + DIGEST.substring(2))));
  }

  public static RunReport failed(String failure) {
    return report("failed", failure, List.of(), List.of());
  }

  public static RunReport interrupted() {
    return report("interrupted", "interrupted", List.of(epoch(1, 2.3, 0.1)), List.of());
  }

  /** Rank 3 of four peers failed and was removed; the others went on. */
  public static RunReport withFailedPeer() {
    List<RunEvent> events =
        List.of(
            new RunEvent("suspected", 3, 2, 12, "", 4_100),
            new RunEvent("failed", 3, 2, 12, "sync: the own database does not answer", 4_900),
            new RunEvent("removed", 3, 3, 19, "", 6_200));
    return report(
        "succeeded",
        null,
        List.of(epoch(1, 2.3, null), epoch(2, 1.1, null), epoch(3, 0.4, 0.9)),
        List.of(
            peer(0, DIGEST),
            peer(1, DIGEST),
            peer(2, DIGEST),
            new PeerReport(3, 0, 0, "", "removed")),
        events,
        Map.of("replayed", 2, "expired", 1));
  }

  private static PeerReport peer(int rank, String digest) {
    return new PeerReport(rank, 43, 3, digest, "active");
  }

  private static RunReport report(
      String status, String failure, List<EpochReport> epochs, List<PeerReport> peers) {
    return report(status, failure, epochs, peers, List.of(), Map.of());
  }

  private static RunReport report(
      String status,
      String failure,
      List<EpochReport> epochs,
      List<PeerReport> peers,
      List<RunEvent> events,
      Map<String, Integer> refused) {
    boolean good = status.equals("succeeded");
    return new RunReport(
        status,
        "sample",
        failure,
        good ? 0.973 : null,
        good ? "test" : null,
        good ? 0.083 : null,
        12_345,
        10_000,
        9_000,
        epochs,
        peers,
        events,
        refused,
        2,
        Map.of("spirt", "0.1.0"),
        job(Math.max(2, peers.size()), 3));
  }
}
