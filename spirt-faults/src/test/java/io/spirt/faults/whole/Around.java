package io.spirt.faults.whole;

import com.fasterxml.jackson.databind.JsonNode;
import io.spirt.engine.TrainingEngine;
import io.spirt.functions.StageEvent;
import io.spirt.local.RunControls;
import io.spirt.local.RunHooks;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Does what other hooks do. */
abstract class Around implements RunHooks {
  private final RunHooks hooks;

  Around(RunHooks hooks) {
    this.hooks = hooks;
  }

  @Override
  public boolean isolatesFunctions() {
    return hooks.isolatesFunctions();
  }

  @Override
  public Optional<TrainingEngine> engineForThreads() {
    return hooks.engineForThreads();
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
  public void afterStage(StageEvent event, JsonNode result) {
    hooks.afterStage(event, result);
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
