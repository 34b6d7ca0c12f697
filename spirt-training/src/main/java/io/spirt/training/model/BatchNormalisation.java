package io.spirt.training.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.norm.BatchNorm;
import io.spirt.engine.InvalidBatchException;

/**
 * Batch normalisation (Ioffe, Szegedy 2015) of images, per channel. A training pass writes the new
 * running statistics into the arrays that the pass holds, moved as far as all batches of a round
 * would move them one after the other.
 */
final class BatchNormalisation extends Layer {
  /** Constants of torchvision's MobileNetV3. DJL's momentum is the part that is kept. */
  private static final float EPSILON = 0.001f;

  private static final double KEPT = 1 - 0.01;

  private final String name;
  private final Parameter weight;
  private final Parameter bias;
  private final Parameter runningMean;
  private final Parameter runningVar;

  BatchNormalisation(String name, int channels) {
    this.name = name;
    Shape shape = new Shape(channels);
    weight = declare(name + ".weight", Parameter.Type.GAMMA, shape, Filling.ONES);
    bias = declare(name + ".bias", Parameter.Type.BETA, shape, Filling.ZEROS);
    runningMean =
        declare(name + ".running_mean", Parameter.Type.RUNNING_MEAN, shape, Filling.ZEROS);
    runningVar = declare(name + ".running_var", Parameter.Type.RUNNING_VAR, shape, Filling.ONES);
  }

  @Override
  public NDArray apply(NDArray input, Pass pass) {
    Shape shape = input.getShape();
    if (pass.training() && shape.size() == shape.get(1)) {
      throw new InvalidBatchException(
          name
              + " sees one value per channel (input "
              + shape
              + ") and cannot train on it: use batches of at least 2 samples or larger images");
    }
    return BatchNorm.batchNorm(
            input,
            pass.value(runningMean, input),
            pass.value(runningVar, input),
            pass.value(weight, input),
            pass.value(bias, input),
            1,
            (float) StrictMath.pow(KEPT, pass.batchesPerRound()),
            EPSILON,
            pass.training())
        .singletonOrThrow();
  }

  @Override
  public Shape outputShape(Shape input) {
    return input;
  }
}
