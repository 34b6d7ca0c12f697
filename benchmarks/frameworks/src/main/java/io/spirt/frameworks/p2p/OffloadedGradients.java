package io.spirt.frameworks.p2p;

import io.spirt.frameworks.MemberFailedException;
import io.spirt.frameworks.worker.EpochLog;
import io.spirt.frameworks.worker.StepGradient;
import io.spirt.frameworks.worker.StepStage;
import io.spirt.frameworks.worker.Traffic;
import io.spirt.frameworks.worker.Vectors;
import io.spirt.frameworks.worker.WorkerContext;
import io.spirt.store.ObjectStore;
import io.spirt.tensor.Float32;
import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/**
 * Functions compute the peer's batches, all invoked at once. Params go to them and gradients come
 * back as objects; the peer averages.
 */
final class OffloadedGradients implements BatchGradients {
  /** As often as Step Functions would, before it gives up. */
  private static final int ATTEMPTS = 3;

  private final WorkerContext context;
  private final ObjectStore objects;
  private final Function<GradientCall, CompletableFuture<GradientCall.Result>> functions;

  OffloadedGradients(WorkerContext context, ObjectStore objects) {
    this(context, objects, overHttp(context));
  }

  /**
   * @param functions invokes one
   */
  OffloadedGradients(
      WorkerContext context,
      ObjectStore objects,
      Function<GradientCall, CompletableFuture<GradientCall.Result>> functions) {
    this.context = context;
    this.objects = objects;
    this.functions = functions;
  }

  private static Function<GradientCall, CompletableFuture<GradientCall.Result>> overHttp(
      WorkerContext context) {
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    return call -> GradientFunctions.invoke(client, context.services(), call);
  }

  @Override
  public float[] mean(int epoch) {
    return context.log().timed(StepStage.COMPUTE, () -> inParallel());
  }

  private float[] inParallel() {
    EpochLog log = context.log();
    byte[] state = Float32.bytes(context.replica().state()).array();
    String params = UUID.randomUUID().toString();
    objects.put(params, state);
    log.count(Traffic.put(state.length));
    List<GradientCall> calls = calls(params);
    List<CompletableFuture<GradientCall.Result>> results = calls.stream().map(this::begin).toList();
    float[] sum = null;
    double slowest = 0;
    for (int i = 0; i < calls.size(); i++) {
      GradientCall.Result result = result(results.get(i));
      slowest = Math.max(slowest, result.totalMillis());
      float[] vector = take(calls.get(i).result());
      log.batchDone(
          new StepGradient(vector, result.loss(), result.samples(), result.computeMillis()));
      if (sum == null) {
        sum = vector;
      } else {
        Vectors.add(sum, vector);
      }
    }
    objects.delete(params);
    log.detail("slowestFunction.millis", slowest);
    Vectors.divide(sum, calls.size());
    return sum;
  }

  private List<GradientCall> calls(String params) {
    List<GradientCall> calls = new ArrayList<>();
    for (int batch : context.schedule().share(context.rank())) {
      calls.add(
          new GradientCall(
              context.run(),
              context.storeUri().toString(),
              LargeObjects.location(context.services()),
              batch,
              context.data().batches(),
              params,
              UUID.randomUUID().toString()));
    }
    return calls;
  }

  private CompletableFuture<GradientCall.Result> begin(GradientCall call) {
    CompletableFuture<GradientCall.Result> result = functions.apply(call);
    for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
      // A function that died is invoked again: it stores the same gradient under the same key.
      result = result.exceptionallyCompose(error -> functions.apply(call));
    }
    return result;
  }

  private GradientCall.Result result(CompletableFuture<GradientCall.Result> call) {
    try {
      return call.join();
    } catch (CompletionException e) {
      throw new MemberFailedException(
          "%s: %s, %d times".formatted(context.member(), e.getCause().getMessage(), ATTEMPTS));
    }
  }

  private float[] take(String key) {
    byte[] bytes = objects.get(key);
    objects.delete(key);
    context.log().count(Traffic.get(bytes.length));
    return Float32.array(ByteBuffer.wrap(bytes));
  }
}
