package io.spirt.benchmarks.replay;

import io.spirt.job.Job;
import io.spirt.local.LocalOptions;
import io.spirt.local.RunHooks;
import io.spirt.monitor.RunObserver;
import io.spirt.monitor.report.EpochReport;
import io.spirt.monitor.report.PeerReport;
import io.spirt.monitor.report.RunEvent;
import io.spirt.monitor.report.RunReport;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.IntPredicate;

/** One run of an experiment's job, told about in lines, and what its report says. */
public final class ReplayRun {
  private final RunReport report;

  private ReplayRun(RunReport report) {
    this.report = report;
  }

  /**
   * Runs a job to its end.
   *
   * @throws ExperimentFailedException if it did not get there
   */
  public static ReplayRun of(
      Job job,
      ReplayOptions options,
      ReplayRuntime runtime,
      RunHooks hooks,
      Consumer<String> progress) {
    LocalOptions local =
        new LocalOptions(
            job, options.dataFolder(), options.runs(), options.workers(), /* tls= */ false, hooks);
    RunReport report = runtime.train(local, observer(job, progress));
    switch (report.status()) {
      case "failed" -> throw new ExperimentFailedException("the run failed: " + report.failure());
      case "interrupted" ->
          throw new ExperimentFailedException("interrupted", /* interrupted= */ true);
      default -> {}
    }
    return new ReplayRun(report);
  }

  private static RunObserver observer(Job job, Consumer<String> progress) {
    return new RunObserver() {
      @Override
      public void preparing(String what) {
        progress.accept(what);
      }

      @Override
      public void event(RunEvent event) {
        String details = event.text().isEmpty() ? "" : ": " + event.text();
        progress.accept("rank %d %s%s".formatted(event.rank(), event.type(), details));
      }

      @Override
      public void epochEnded(EpochReport epoch) {
        progress.accept(
            String.format(
                Locale.ROOT,
                "epoch %d of %d: %.2f s",
                epoch.epoch(),
                job.training().epochs(),
                epoch.wallMillis() / 1e3));
      }
    };
  }

  public RunReport report() {
    return report;
  }

  /**
   * Median wall time of some epochs.
   *
   * @throws ExperimentFailedException if there is none of them
   */
  public double medianEpochMillis(IntPredicate epochs, String which) {
    double[] sorted =
        report.epochs().stream()
            .filter(epoch -> epochs.test(epoch.epoch()))
            .mapToDouble(EpochReport::wallMillis)
            .sorted()
            .toArray();
    if (sorted.length == 0) {
      throw new ExperimentFailedException("the run has no epoch " + which);
    }
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** Peers that were active at the end. */
  public List<PeerReport> active() {
    return report.peers().stream().filter(peer -> peer.status().equals("active")).toList();
  }

  /** Whether all peers that were active at the end hold the same params. */
  public boolean digestsEqual() {
    List<String> digests = active().stream().map(PeerReport::paramsDigest).distinct().toList();
    return digests.size() == 1 && !digests.get(0).isEmpty();
  }
}
