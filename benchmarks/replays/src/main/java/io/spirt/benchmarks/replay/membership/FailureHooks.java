package io.spirt.benchmarks.replay.membership;

import com.fasterxml.jackson.databind.JsonNode;
import io.spirt.functions.StageEvent;
import io.spirt.job.Stage;
import io.spirt.local.RunControls;
import io.spirt.local.RunHooks;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Kills a peer's database at the worst moment: when every peer's heartbeat of a round has just seen
 * it alive. Until then no peer enters that round's barrier, so that none is past it already.
 */
final class FailureHooks implements RunHooks {
  private static final long MOST_SECONDS_TO_HOLD = 60;

  private final int failing;
  private final int round;
  private final int peers;
  private final LongSupplier nanoTime;
  private final Consumer<String> progress;
  private final FailureTimeline timeline;
  private final BatchCounts batches = new BatchCounts();
  private final Set<Integer> heartbeats = new HashSet<>();
  private final CompletableFuture<Void> killed = new CompletableFuture<>();
  private volatile RunControls controls;

  /**
   * @param failing rank of the peer whose database is killed
   * @param round the round, from 0, of the heartbeats
   * @param peers number of peers
   * @param nanoTime a clock for durations
   */
  FailureHooks(
      int failing, int round, int peers, LongSupplier nanoTime, Consumer<String> progress) {
    this.failing = failing;
    this.round = round;
    this.peers = peers;
    this.nanoTime = nanoTime;
    this.progress = progress;
    this.timeline = new FailureTimeline(failing);
  }

  FailureTimeline timeline() {
    return timeline;
  }

  BatchCounts batches() {
    return batches;
  }

  @Override
  public void started(RunControls controls) {
    this.controls = controls;
  }

  @Override
  public CompletableFuture<Void> beforeStage(StageEvent event) {
    return event.round() == round && event.stageNamed() == Stage.SYNC
        ? killed.copy().completeOnTimeout(null, MOST_SECONDS_TO_HOLD, TimeUnit.SECONDS)
        : CompletableFuture.completedFuture(null);
  }

  @Override
  public void afterStage(StageEvent event, JsonNode result) {
    timeline.stageEnded(event, result, nanoTime.getAsLong());
    batches.stageEnded(event, result);
    if (result != null
        && event.round() == round
        && event.stageNamed() == Stage.HEARTBEAT
        && isLastHeartbeat(event.rank())) {
      controls.killDatabase(failing);
      timeline.killed(nanoTime.getAsLong());
      progress.accept("killed the database of rank " + failing);
      killed.complete(null);
    }
  }

  private boolean isLastHeartbeat(int rank) {
    synchronized (heartbeats) {
      return heartbeats.add(rank) && heartbeats.size() == peers;
    }
  }
}
