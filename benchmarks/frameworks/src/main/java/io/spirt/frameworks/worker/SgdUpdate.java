package io.spirt.frameworks.worker;

import io.spirt.job.OptimizerSpec;

/**
 * The update that a worker applies to its own params in memory: stochastic gradient descent as
 * PyTorch defines it, rounded to float32 after each operation as SPIRT's databases do. Not
 * thread-safe.
 */
final class SgdUpdate {
  private final float momentum;
  private final float decay;
  private final boolean nesterov;
  private float[] velocity;

  /**
   * @throws IllegalArgumentException for another optimizer
   */
  SgdUpdate(OptimizerSpec optimizer) {
    check(optimizer);
    momentum = (float) optimizer.momentum();
    decay = (float) optimizer.weightDecay();
    nesterov = optimizer.nesterov();
  }

  /** Refuses what the compared frameworks do not do. */
  static void check(OptimizerSpec optimizer) {
    if (!optimizer.name().equals(OptimizerSpec.SGD)) {
      throw new IllegalArgumentException(
          "/training/optimizer/name is '%s'; the compared frameworks update with sgd only"
              .formatted(optimizer.name()));
    }
  }

  /** Moves {@code params} against {@code gradient}, which stays as it is. */
  void apply(float[] params, float[] gradient, float rate) {
    if (momentum == 0) {
      for (int i = 0; i < params.length; i++) {
        params[i] -= rate * decayed(gradient[i], params[i]);
      }
      return;
    }
    boolean first = velocity == null;
    if (first) {
      velocity = new float[params.length];
    }
    for (int i = 0; i < params.length; i++) {
      float step = decayed(gradient[i], params[i]);
      velocity[i] = first ? step : momentum * velocity[i] + step;
      params[i] -= rate * (nesterov ? step + momentum * velocity[i] : velocity[i]);
    }
  }

  private float decayed(float gradient, float param) {
    return decay == 0 ? gradient : gradient + decay * param;
  }

  /** What is kept between updates; of length 0 before the first and without momentum. */
  float[] velocity() {
    return velocity == null ? new float[0] : velocity;
  }

  /** Takes what {@link #velocity} gave. */
  void restore(float[] kept) {
    velocity = kept.length == 0 ? null : kept;
  }
}
