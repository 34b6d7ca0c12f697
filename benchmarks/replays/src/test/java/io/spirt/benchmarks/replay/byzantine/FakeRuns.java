package io.spirt.benchmarks.replay.byzantine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spirt.benchmarks.replay.ReplayRuntime;
import io.spirt.functions.StageEvent;
import io.spirt.local.LocalOptions;
import io.spirt.local.RunHooks;
import io.spirt.monitor.RunObserver;
import io.spirt.monitor.report.JoinReport;
import io.spirt.monitor.report.PeerReport;
import io.spirt.monitor.report.RunReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.function.Consumer;

/**
 * Runs in which nothing is computed: with the mean, accuracy falls to a tenth where somebody lies,
 * else it rises. Liars always claim to be perfect.
 */
final class FakeRuns implements ReplayRuntime, LyingPeers {
  final List<String> lies = new ArrayList<>();
  final List<String> jobs = new ArrayList<>();
  String statusUnderAttack = "succeeded";
  boolean lying = true;
  int interruptedAfter = Integer.MAX_VALUE;
  private boolean attacked;

  @Override
  public List<String> names() {
    return List.of("sign-flip", "noise");
  }

  @Override
  public Lies of(String attack, SortedSet<Integer> ranks, long seed) {
    lies.add(attack + " " + ranks + " " + seed);
    attacked = true;
    return new Lies() {
      @Override
      public RunHooks hooks() {
        return RunHooks.NONE;
      }

      @Override
      public boolean allTold() {
        return lying;
      }

      @Override
      public void close() {
        attacked = false;
      }
    };
  }

  @Override
  public RunReport train(LocalOptions options, RunObserver observer) {
    int peers = options.job().peers();
    int epochs = options.job().training().epochs();
    int perEpoch = options.job().training().roundsPerEpoch();
    String rule = options.job().aggregation().rule();
    jobs.add("%s %s %d".formatted(rule, options.job().aggregation().preAggregation(), peers));
    boolean fooled = attacked && rule.equals("mean");
    for (int epoch = 1; epoch <= epochs; epoch++) {
      for (int rank = 0; rank < peers; rank++) {
        boolean liar = attacked && rank == peers - 1;
        double accuracy = liar ? 1 : fooled ? 0.1 : 0.5 + 0.45 * epoch / epochs;
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        result.put("accuracy", accuracy).put("loss", 1 - accuracy);
        options
            .hooks()
            .afterStage(
                new StageEvent("converge", "run", rank, epoch, epoch * perEpoch - 1, null, null),
                result);
      }
    }
    return report(options, jobs.size() > interruptedAfter ? "interrupted" : status(), peers);
  }

  private String status() {
    return attacked ? statusUnderAttack : "succeeded";
  }

  private static RunReport report(LocalOptions options, String status, int peers) {
    List<PeerReport> reports = new ArrayList<>();
    for (int rank = 0; rank < peers; rank++) {
      String digest = (rank == peers - 1 ? "cd" : "ab").repeat(32);
      reports.add(new PeerReport(rank, 5, 2, digest, "active"));
    }
    return new RunReport(
        status,
        "run",
        status.equals("failed") ? "no finite numbers" : null,
        0.5,
        "test",
        1.0,
        1,
        1,
        1,
        List.of(),
        reports,
        List.of(),
        Map.of(),
        2,
        Map.of("redis", "7.0.15"),
        options.job());
  }

  @Override
  public JoinReport join(Path runs, String run, Consumer<String> progress) {
    throw new AssertionError("nobody joins");
  }
}
