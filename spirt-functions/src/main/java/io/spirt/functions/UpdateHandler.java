package io.spirt.functions;

import io.spirt.database.ModelStore;
import io.spirt.job.Stage;
import io.spirt.peer.Settlement;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;

/**
 * Moves the params one version on, inside the database, exactly once. A peer that is behind copies
 * the model of the others instead. Now and then, and whenever somebody is behind, one of the peers
 * writes a checkpoint.
 */
public final class UpdateHandler extends StageHandler {

  public UpdateHandler(FunctionServices services) {
    super(Stage.UPDATE, services);
  }

  @Override
  void handle(StageEvent event, StageRun run, StageResult result) {
    ModelStore model = run.database().model();
    ModelStore.Version before = model.requireVersion();
    double learningRate = LearningRate.of(run);
    ModelStore.Version after = before;
    if (!isOver(event, before)) {
      after =
          run.database().aggregates().exists(event.round())
              ? result.timed("updateMillis", () -> update(event, run, before, learningRate))
              : result.timed("catchUpMillis", () -> catchUp(event, run, before, result));
    }
    if (after.version() == event.round() + 1) {
      writeCheckpoint(event, run, result);
    }
    result
        .put("version", after.version())
        .put("paramsDigest", after.digest())
        .put("learningRate", learningRate);
  }

  private static ModelStore.Version update(
      StageEvent event, StageRun run, ModelStore.Version before, double learningRate) {
    return run.database()
        .model()
        .update(event.round(), learningRate, run.job().training().optimizer(), before.hasBuffers());
  }

  private ModelStore.Version catchUp(
      StageEvent event, StageRun run, ModelStore.Version before, StageResult result) {
    ModelStore.Version after =
        new CatchUp(event, run, services().trust(event, run), services()).to(event.round() + 1);
    result.put("repaired", Map.of("from", before.version(), "to", after.version()));
    return after;
  }

  private void writeCheckpoint(StageEvent event, StageRun run, StageResult result) {
    Optional<Settlement> settlement = run.database().exchange().settlement(event.round());
    if (settlement.isEmpty() || settlement.get().donor() != event.rank()) {
      return;
    }
    // Also for one that seems dead: it may be back already, and wait.
    SortedSet<Integer> behind = settlement.get().behind(run.database().progress().view().active());
    boolean due = (event.round() + 1) % run.job().checkpoint().everyRounds() == 0;
    if (due || !behind.isEmpty()) {
      result.put(
          "checkpoint",
          result.timed("checkpointMillis", () -> Checkpointing.write(event, run, services())));
    }
  }
}
