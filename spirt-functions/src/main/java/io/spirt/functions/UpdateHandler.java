package io.spirt.functions;

import io.spirt.database.Convergence;
import io.spirt.database.ModelStore;
import io.spirt.job.Stage;

/** Moves the params one version on, inside the database, exactly once. */
public final class UpdateHandler extends StageHandler {

  public UpdateHandler(FunctionServices services) {
    super(Stage.UPDATE, services);
  }

  @Override
  void handle(StageEvent event, StageRun run, StageResult result) {
    ModelStore model = run.database().model();
    ModelStore.Version before = model.requireVersion();
    double learningRate =
        run.database()
            .progress()
            .convergence()
            .map(Convergence::learningRate)
            .orElse(run.job().training().learningRate());
    ModelStore.Version after = before;
    if (before.version() <= event.round()) {
      after =
          result.timed(
              "updateMillis",
              () ->
                  model.update(
                      event.round(),
                      learningRate,
                      run.job().training().optimizer(),
                      before.hasBuffers()));
    }
    result
        .put("version", after.version())
        .put("paramsDigest", after.digest())
        .put("learningRate", learningRate);
  }
}
