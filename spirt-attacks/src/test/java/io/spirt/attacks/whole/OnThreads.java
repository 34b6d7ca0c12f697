package io.spirt.attacks.whole;

import com.fasterxml.jackson.databind.JsonNode;
import io.spirt.engine.TrainingEngine;
import io.spirt.functions.StageEvent;
import io.spirt.local.RunControls;
import io.spirt.local.RunHooks;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Lets functions run on threads of the runtime, with {@link LabelEngine}; else does what other
 * hooks do. Starting processes takes most of a small run's time.
 */
record OnThreads(RunHooks hooks) implements RunHooks {

  @Override
  public Optional<TrainingEngine> engineForThreads() {
    return Optional.of(new LabelEngine());
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
