package io.spirt.benchmarks.replay.membership;

import com.fasterxml.jackson.databind.JsonNode;
import io.spirt.functions.StageEvent;
import io.spirt.local.RunControls;
import io.spirt.local.RunHooks;
import io.spirt.monitor.report.JoinReport;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/** Lets a peer join a run as soon as any peer is in a certain epoch. */
final class JoiningHooks implements RunHooks {
  private final int epoch;
  private final Function<String, JoinReport> join;
  private final BatchCounts batches = new BatchCounts();
  private final AtomicBoolean begun = new AtomicBoolean();
  private final CompletableFuture<JoinReport> joined = new CompletableFuture<>();
  private volatile String run;

  /**
   * @param join joins the run of that name; called once, on a thread of its own
   */
  JoiningHooks(int epoch, Function<String, JoinReport> join) {
    this.epoch = epoch;
    this.join = join;
  }

  BatchCounts batches() {
    return batches;
  }

  /** Completes when the newcomer takes part, or with what went wrong. */
  CompletableFuture<JoinReport> joined() {
    return joined;
  }

  @Override
  public void started(RunControls controls) {
    run = controls.run();
  }

  @Override
  public CompletableFuture<Void> beforeStage(StageEvent event) {
    if (event.epoch() >= epoch && begun.compareAndSet(false, true)) {
      joined.completeAsync(() -> join.apply(run), task -> new Thread(task, "join").start());
    }
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void afterStage(StageEvent event, JsonNode result) {
    batches.stageEnded(event, result);
  }
}
