package io.spirt.simulator.local;

import com.fasterxml.jackson.databind.JsonNode;
import io.spirt.functions.StageEvent;
import io.spirt.local.RunHooks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Notes when each function of a run was called, began and ended. Thread-safe. */
final class StageRecorder implements RunHooks {
  private static final double NANO = 1e-9;

  private final Map<StageEvent, Double> called = new ConcurrentHashMap<>();
  private final Map<StageEvent, Double> given = new ConcurrentHashMap<>();
  private final List<StageSpan> spans = new ArrayList<>();

  @Override
  public CompletableFuture<Void> beforeStage(StageEvent event) {
    called.put(event, System.nanoTime() * NANO);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void stageGiven(StageEvent event) {
    given.put(event, System.nanoTime() * NANO);
  }

  @Override
  public void afterStage(StageEvent event, JsonNode result) {
    double ended = System.nanoTime() * NANO;
    Double from = called.remove(event);
    Double began = given.remove(event);
    if (result != null && from != null && began != null) {
      synchronized (spans) {
        spans.add(
            new StageSpan(
                event.stageNamed(), event.rank(), event.round(), from, began, ended, result));
      }
    }
  }

  /** What was noted so far. */
  List<StageSpan> spans() {
    synchronized (spans) {
      return List.copyOf(spans);
    }
  }
}
