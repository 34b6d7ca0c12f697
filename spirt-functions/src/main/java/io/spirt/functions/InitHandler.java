package io.spirt.functions;

import io.spirt.database.ModelStore;
import io.spirt.job.Stage;
import io.spirt.peer.View;

/** Once per job and peer: the view, and the model, which is bit-identical on all peers. */
public final class InitHandler extends StageHandler {

  public InitHandler(FunctionServices services) {
    super(Stage.INIT, services);
  }

  @Override
  void handle(StageEvent event, StageRun run, StageResult result) {
    ModelStore model = run.database().model();
    ModelStore.Version version =
        model
            .version()
            .orElseGet(
                () ->
                    model.initialise(
                        services()
                            .models()
                            .initialise(
                                run.job().model(), run.data(), run.job().training().seed())));
    run.database().progress().initialiseView(View.initial(run.job().peers()));
    result
        .put("engine", services().models().engineVersion())
        .put("version", version.version())
        .put("paramsDigest", version.digest())
        .put("params", version.paramCount())
        .put("buffers", version.bufferCount());
  }
}
