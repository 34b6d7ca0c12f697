package io.spirt.faults.whole;

import com.fasterxml.jackson.databind.JsonNode;
import io.spirt.functions.StageEvent;
import io.spirt.job.Stage;
import io.spirt.local.RunControls;
import io.spirt.local.RunHooks;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/** Notes which peer averaged which batches of which epoch; else does what other hooks do. */
final class BatchesUsed implements RunHooks {
  private final RunHooks hooks;
  private final SortedMap<Integer, Map<Integer, Set<Integer>>> used = new TreeMap<>();

  BatchesUsed(RunHooks hooks) {
    this.hooks = hooks;
  }

  /** Epoch, rank, batches. */
  synchronized SortedMap<Integer, Map<Integer, Set<Integer>>> byEpoch() {
    return used;
  }

  @Override
  public void afterStage(StageEvent event, JsonNode result) {
    hooks.afterStage(event, result);
    if (event.stageNamed() == Stage.AVERAGE && result != null) {
      synchronized (this) {
        used.computeIfAbsent(event.epoch(), epoch -> new TreeMap<>())
            .computeIfAbsent(event.rank(), rank -> new TreeSet<>())
            .addAll(event.batches());
      }
    }
  }

  @Override
  public boolean isolatesFunctions() {
    return hooks.isolatesFunctions();
  }

  @Override
  public void started(RunControls controls) {
    hooks.started(controls);
  }

  @Override
  public CompletableFuture<Void> beforeStage(StageEvent event) {
    return hooks.beforeStage(event);
  }

  @Override
  public void stageGiven(StageEvent event) {
    hooks.stageGiven(event);
  }

  @Override
  public URI queueEndpoint(URI real) {
    return hooks.queueEndpoint(real);
  }

  @Override
  public int databasePort(int rank, int real) {
    return hooks.databasePort(rank, real);
  }
}
