package io.spirt.benchmarks.replay.frameworks;

import io.spirt.deployment.FunctionSizes;
import io.spirt.job.Stage;

/**
 * Memory of functions, in megabytes. Sizes that the thesis's price table has; where a worker does
 * everything in one function, that is as large as a function for gradients.
 */
final class Sizes {
  /** A function that computes gradients, and a worker. */
  static final int GRADIENT = 3072;

  /** Carries the training engine, but computes no gradient. */
  static final int ENGINE = 2048;

  static final int LIGHT = 512;

  private Sizes() {}

  /** The function of a stage. */
  static int of(Stage stage) {
    if (stage == Stage.COMPUTE_GRADIENT) {
      return GRADIENT;
    }
    return FunctionSizes.IMAGES.contains(stage) ? ENGINE : LIGHT;
  }
}
