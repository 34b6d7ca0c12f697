package io.spirt.functions;

import io.spirt.database.GradientStore;
import io.spirt.database.ModelStore;
import io.spirt.engine.DatasetManifest.Split;
import io.spirt.engine.Gradient;
import io.spirt.engine.TrainableModel;
import io.spirt.job.Stage;
import java.util.Optional;

/**
 * The gradient of one batch: params from the peer's database, the batch from the object store, the
 * gradient into the peer's database under (round, batch).
 */
public final class ComputeGradientHandler extends StageHandler {

  public ComputeGradientHandler(FunctionServices services) {
    super(Stage.COMPUTE_GRADIENT, services);
  }

  @Override
  void handle(StageEvent event, StageRun run, StageResult result) {
    result.put("batch", event.batch());
    ModelStore.Version version = run.database().model().requireVersion();
    if (isOver(event, version)) {
      result.put("status", "stale");
      return;
    }
    GradientStore gradients = run.database().gradients();
    Optional<GradientStore.BatchRecord> found = gradients.find(event.round(), event.batch());
    if (found.isPresent()) {
      report(found.get(), result);
      return;
    }
    Gradient gradient = compute(event, run, version, result);
    if (isOver(event, run.database().model().requireVersion())) {
      // A twin was faster: nobody would drop what was stored now.
      result.put("status", "stale");
      return;
    }
    report(
        result.timed("storeMillis", () -> gradients.store(event.round(), event.batch(), gradient)),
        result);
  }

  private static void report(GradientStore.BatchRecord made, StageResult result) {
    result
        .put("samples", made.samples())
        .put("loss", made.loss())
        .time("computeMillis", made.computeMillis());
  }

  private Gradient compute(
      StageEvent event, StageRun run, ModelStore.Version version, StageResult result) {
    if (event.batch() >= run.data().batches()) {
      throw new PermanentException(
          "event.batch is " + event.batch() + "; the dataset has " + run.data().batches());
    }
    byte[] batch =
        result.timed(
            "fetchBatchMillis",
            () -> services().objects().batch(run.data(), Split.TRAIN, event.batch()));
    return services()
        .models()
        .with(
            run,
            version,
            result,
            model -> result.timed("gradientMillis", () -> gradient(run, model, batch)));
  }

  private static Gradient gradient(StageRun run, TrainableModel model, byte[] batch) {
    int rounds = run.job().training().roundsPerEpoch();
    int batchesPerRound = Math.max(1, Math.round((float) run.data().batches() / rounds));
    return model.gradient(batch, run.job().training().loss(), batchesPerRound);
  }
}
