package io.spirt.frameworks.p2p;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.spirt.deployment.FunctionVariables;
import io.spirt.engine.DatasetManifest;
import io.spirt.engine.DatasetManifest.Split;
import io.spirt.engine.TrainingEngine;
import io.spirt.frameworks.service.ServiceAddresses;
import io.spirt.frameworks.worker.Replica;
import io.spirt.frameworks.worker.StepGradient;
import io.spirt.functions.RunObjects;
import io.spirt.store.ObjectStore;
import io.spirt.tensor.Float32;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.function.Supplier;

/**
 * Computes the gradient of one batch for whichever peer asks. A warm function keeps the network and
 * the params that it saw last. One invocation at a time.
 */
public final class GradientFunction implements RequestStreamHandler {
  private final Supplier<TrainingEngine> engines;
  private TrainingEngine engine;
  private RunObjects run;
  private ObjectStore objects;
  private Replica replica;
  private String params = "";

  /** For a function process. */
  public GradientFunction() {
    this(TrainingEngine::find);
    if (Boolean.parseBoolean(System.getenv(FunctionVariables.PRELOAD_ENGINE))) {
      String unused = engine().version();
    }
  }

  GradientFunction(Supplier<TrainingEngine> engines) {
    this.engines = engines;
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    output.write(handle(GradientCall.read(input.readAllBytes())).write());
  }

  GradientCall.Result handle(GradientCall call) {
    long start = System.nanoTime();
    open(call);
    if (!params.equals(call.params())) {
      replica.become(Float32.array(ByteBuffer.wrap(objects.get(call.params()))));
      params = call.params();
    }
    DatasetManifest data = run.manifest(call.run());
    StepGradient gradient =
        replica.gradient(run.batch(data, Split.TRAIN, call.batch()), call.together());
    objects.put(call.result(), Float32.bytes(gradient.vector()).array());
    return new GradientCall.Result(
        gradient.loss(),
        gradient.samples(),
        gradient.computeMillis(),
        (System.nanoTime() - start) / 1e6);
  }

  /** A function's processes serve one run. */
  private void open(GradientCall call) {
    if (run == null) {
      run = new RunObjects(ObjectStore.open(URI.create(call.store())));
      objects = LargeObjects.open(new ServiceAddresses(call.objects()), call.run());
      replica =
          Replica.open(
              engine(), run.job(call.run()), run.manifest(call.run()), run.modelFiles(call.run()));
    }
  }

  private TrainingEngine engine() {
    if (engine == null) {
      engine = engines.get();
    }
    return engine;
  }
}
