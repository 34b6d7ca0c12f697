package io.spirt.frameworks.p2p;

import io.spirt.frameworks.worker.Vectors;
import io.spirt.frameworks.worker.WorkerContext;
import java.util.List;

/** The peer computes its batches itself, one after another. */
final class LocalGradients implements BatchGradients {
  private final WorkerContext context;
  private final List<Integer> batches;

  LocalGradients(WorkerContext context, List<Integer> batches) {
    this.context = context;
    this.batches = batches;
  }

  @Override
  public float[] mean(int epoch) {
    int together = context.data().batches();
    float[] sum = null;
    for (int batch : batches) {
      float[] vector = context.gradient(batch, together).vector();
      if (sum == null) {
        sum = vector;
      } else {
        Vectors.add(sum, vector);
      }
    }
    if (sum == null) {
      throw new IllegalStateException(context.member() + " has no batches");
    }
    Vectors.divide(sum, batches.size());
    return sum;
  }
}
