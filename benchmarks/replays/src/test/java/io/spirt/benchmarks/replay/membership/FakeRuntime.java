package io.spirt.benchmarks.replay.membership;

import static io.spirt.benchmarks.replay.membership.Stages.event;
import static io.spirt.benchmarks.replay.membership.Stages.json;

import io.spirt.benchmarks.replay.ReplayRuntime;
import io.spirt.database.DatabaseAddress;
import io.spirt.functions.StageEvent;
import io.spirt.local.LocalOptions;
import io.spirt.local.RunControls;
import io.spirt.local.RunHooks;
import io.spirt.monitor.RunObserver;
import io.spirt.monitor.report.EpochReport;
import io.spirt.monitor.report.JoinReport;
import io.spirt.monitor.report.PeerReport;
import io.spirt.monitor.report.RunEvent;
import io.spirt.monitor.report.RunReport;
import io.spirt.security.Purpose;
import io.spirt.store.ObjectStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Walks a run's hooks through stages in which nothing is computed. */
final class FakeRuntime implements ReplayRuntime {
  static final String DIGEST = "ab".repeat(32);
  private static final int BATCHES = 60;

  final List<Integer> killed = new ArrayList<>();
  final List<String> held = new ArrayList<>();
  final CompletableFuture<Path> joined = new CompletableFuture<>();
  String status = "succeeded";
  private RunHooks hooks;

  @Override
  public RunReport train(LocalOptions options, RunObserver observer) {
    hooks = options.hooks();
    hooks.started(new Controls());
    observer.preparing("starting " + options.job().peers() + " databases");
    boolean fails = options.job().peers() == 4;
    if (fails) {
      failingRun();
    } else {
      joinedRun();
    }
    List<EpochReport> epochs = new ArrayList<>();
    for (int epoch = 1; epoch <= options.job().training().epochs(); epoch++) {
      epochs.add(new EpochReport(epoch, 100.0 * epoch, 1, Map.of(), 1, 3840, 0.05, null, null));
      observer.epochEnded(epochs.get(epoch - 1));
    }
    observer.event(new RunEvent("suspected", 3, 3, 2, "", 10));
    List<PeerReport> peers = new ArrayList<>();
    for (int rank = 0; rank < 4; rank++) {
      boolean gone = fails && rank == 3;
      peers.add(new PeerReport(rank, 20, 5, gone ? "" : DIGEST, gone ? "removed" : "active"));
    }
    return new RunReport(
        status,
        "run",
        "no reason",
        0.5,
        "test",
        1.0,
        1,
        1,
        1,
        epochs,
        peers,
        List.of(),
        Map.of(),
        2,
        Map.of("redis", "7.0.15"),
        options.job());
  }

  private void failingRun() {
    gradients(0, List.of(0, 1, 2, 3));
    for (int rank = 0; rank < 4; rank++) {
      CompletableFuture<Void> sync = hooks.beforeStage(event("sync", 0, 1));
      held.add(rank + " " + !sync.isDone());
      end(event("heartbeat", rank, 1), "{'inactive': []}");
    }
    held.add("after " + !hooks.beforeStage(event("sync", 0, 1)).isDone());
    end(event("heartbeat", 1, 2), "{'inactive': [3]}");
    for (int rank = 0; rank < 3; rank++) {
      end(
          event("trigger-epoch", rank, 2),
          "{'view': {'epoch': 4, 'active': [0, 1, 2]}, 'timings': {'consensusMillis': 30, 'startMillis': 7}}");
    }
    gradients(3, List.of(0, 1, 2));
  }

  private void joinedRun() {
    gradients(0, List.of(0, 1, 2));
    hooks.beforeStage(event("compute-gradient", 0, 1)).join();
    hooks.beforeStage(event("compute-gradient", 1, 1)).join();
    joined.join();
    gradients(3, List.of(0, 1, 2, 3));
  }

  private void gradients(int round, List<Integer> ranks) {
    for (int batch = 0; batch < BATCHES; batch++) {
      StageEvent event = Stages.gradient(ranks.get(batch % ranks.size()), round, batch);
      end(event, "{'samples': 64}");
    }
  }

  private void end(StageEvent event, String result) {
    hooks.afterStage(event, json(result));
  }

  @Override
  public JoinReport join(Path runs, String run, Consumer<String> progress) {
    joined.complete(runs.resolve(run));
    return new JoinReport(3, 4, 800, 2_000, 3);
  }

  private final class Controls implements RunControls {
    @Override
    public String run() {
      return "run";
    }

    @Override
    public SortedSet<Integer> ranks() {
      return new TreeSet<>(List.of(0, 1, 2, 3));
    }

    @Override
    public void killDatabase(int rank) {
      killed.add(rank);
    }

    @Override
    public void restartDatabase(int rank) {
      throw new AssertionError("nothing is restarted");
    }

    @Override
    public void pauseDatabase(int rank) {
      throw new AssertionError("nothing is paused");
    }

    @Override
    public void resumeDatabase(int rank) {
      throw new AssertionError("nothing is paused");
    }

    @Override
    public long databasePid(int rank) {
      throw new AssertionError("no process is needed");
    }

    @Override
    public DatabaseAddress database(int rank) {
      throw new AssertionError("no database is opened");
    }

    @Override
    public boolean killFunction(StageEvent event) {
      throw new AssertionError("no function is killed");
    }

    @Override
    public ObjectStore store() {
      throw new AssertionError("no object is touched");
    }

    @Override
    public String sign(int rank, int receiver, Purpose purpose, String payload) {
      throw new AssertionError("nobody lies");
    }

    @Override
    public void sendToSyncInbox(int receiver, String message) {
      throw new AssertionError("nobody lies");
    }
  }
}
