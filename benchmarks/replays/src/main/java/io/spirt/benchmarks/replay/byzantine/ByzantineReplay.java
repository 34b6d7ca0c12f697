package io.spirt.benchmarks.replay.byzantine;

import io.spirt.benchmarks.replay.ExperimentFailedException;
import io.spirt.benchmarks.replay.ReplayRuntime;
import io.spirt.job.Job;
import io.spirt.local.LocalOptions;
import io.spirt.monitor.RunObserver;
import io.spirt.monitor.report.EpochReport;
import io.spirt.monitor.report.PeerReport;
import io.spirt.monitor.report.RunReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Trains one real job per combination, one after another. */
final class ByzantineReplay {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(15);

  private final ReplayRuntime runtime;
  private final LyingPeers liars;
  private final LongSupplier nanoTime;
  private final Consumer<String> progress;
  private String redisVersion = "unknown";

  /**
   * @param nanoTime a clock for durations
   * @param progress takes a line now and then
   */
  ByzantineReplay(
      ReplayRuntime runtime, LyingPeers liars, LongSupplier nanoTime, Consumer<String> progress) {
    this.runtime = runtime;
    this.liars = liars;
    this.nanoTime = nanoTime;
    this.progress = progress;
  }

  /**
   * Runs a scenario.
   *
   * @param data folder with the dataset's files, if given
   * @param runs where the runs' folders are made
   * @param ended takes each outcome as soon as it is there
   * @throws ExperimentFailedException if it was interrupted, or an attack was not acted out
   */
  void run(
      Scenario scenario, Optional<Path> data, Path runs, int workers, Consumer<Outcome> ended) {
    List<Combination> all = scenario.combinations();
    for (int i = 0; i < all.size(); i++) {
      Combination combination = all.get(i);
      String which = "%d of %d: %s".formatted(i + 1, all.size(), combination);
      int needed = combination.rulePeersNeeded();
      Outcome outcome;
      if (needed > combination.setting().peers()) {
        outcome = Outcome.tooFewPeers(combination, needed);
      } else {
        progress.accept(which);
        Job job = ByzantineJob.of(combination, scenario.training());
        outcome = train(combination, job, data, runs, workers);
      }
      progress.accept(which + ": " + told(outcome));
      ended.accept(outcome);
    }
  }

  /** Version of the redis-servers of the runs so far. */
  String redisVersion() {
    return redisVersion;
  }

  private Outcome train(
      Combination combination, Job job, Optional<Path> data, Path runs, int workers) {
    Setting setting = combination.setting();
    long start = nanoTime.getAsLong();
    try (LyingPeers.Lies lies = lies(combination, job.training().seed())) {
      AccuracyHooks hooks = new AccuracyHooks(setting.honest(), lies.hooks());
      RunReport report =
          runtime.train(
              new LocalOptions(job, data, runs, workers, /* tls= */ false, hooks), observer(job));
      if (report.status().equals("interrupted")) {
        throw new ExperimentFailedException("interrupted", /* interrupted= */ true);
      }
      redisVersion = report.versions().getOrDefault("redis", redisVersion);
      boolean failed = report.status().equals("failed");
      return new Outcome(
          combination,
          failed ? Outcome.End.BROKE_DOWN : Outcome.End.TRAINED,
          failed ? String.valueOf(report.failure()) : "",
          hooks.points(),
          agree(report, setting.honest()),
          lies.allTold(),
          (nanoTime.getAsLong() - start) / NANOS_PER_SECOND);
    }
  }

  private LyingPeers.Lies lies(Combination combination, long seed) {
    return combination.attacked()
        ? liars.of(combination.attack(), combination.setting().liars(), seed)
        : new NoLies();
  }

  /** Whether every honest peer was there at the end, with the same params as the others. */
  private static boolean agree(RunReport report, SortedSet<Integer> honest) {
    List<String> digests =
        report.peers().stream()
            .filter(peer -> honest.contains(peer.rank()))
            .map(PeerReport::paramsDigest)
            .distinct()
            .toList();
    return digests.size() == 1 && !digests.get(0).isEmpty();
  }

  private RunObserver observer(Job job) {
    return new RunObserver() {
      private long saidNanos = nanoTime.getAsLong();

      @Override
      public void epochEnded(EpochReport epoch) {
        long now = nanoTime.getAsLong();
        if (now - saidNanos >= QUIET_NANOS) {
          saidNanos = now;
          progress.accept("  epoch %d of %d".formatted(epoch.epoch(), job.training().epochs()));
        }
      }
    };
  }

  private static String told(Outcome outcome) {
    return switch (outcome.end()) {
      case TOO_FEW_PEERS -> outcome.why();
      case BROKE_DOWN ->
          "broke down after round %d: %s".formatted(outcome.lastRound(), outcome.why());
      case TRAINED ->
          String.format(
              Locale.ROOT,
              "accuracy %.3f, %.0f s",
              outcome.finalAccuracy().orElse(Double.NaN),
              outcome.seconds());
    };
  }
}
