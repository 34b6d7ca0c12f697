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
  private final String name;
  private final Constants constants;
  private final Parameter weight;
  private final Parameter bias;
  private final Parameter runningMean;
  private final Parameter runningVar;

  /**
   * What a network normalises with.
   *
   * @param epsilon added to the variance
   * @param momentum part of the new statistics in the running ones, as PyTorch counts it
   */
  private record Constants(float epsilon, double momentum) {
    /** DJL's momentum: the part of the running statistics that a round's batches leave. */
    float kept(int batches) {
      return (float) StrictMath.pow(1 - momentum, batches);
    }
  }

  private BatchNormalisation(String name, int channels, Constants constants) {
    this.name = name;
    this.constants = constants;
    Shape shape = new Shape(channels);
    weight = declare(name + ".weight", Parameter.Type.GAMMA, shape, Filling.ONES);
    bias = declare(name + ".bias", Parameter.Type.BETA, shape, Filling.ZEROS);
    runningMean =
        declare(name + ".running_mean", Parameter.Type.RUNNING_MEAN, shape, Filling.ZEROS);
    runningVar = declare(name + ".running_var", Parameter.Type.RUNNING_VAR, shape, Filling.ONES);
  }

  /** With PyTorch's default constants. */
  static BatchNormalisation withTorchDefault(String name, int channels) {
    return new BatchNormalisation(name, channels, new Constants(1e-5f, 0.1));
  }

  /** With the constants of torchvision's MobileNetV3. */
  static BatchNormalisation withMobileNetV3(String name, int channels) {
    return new BatchNormalisation(name, channels, new Constants(0.001f, 0.01));
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
            constants.kept(pass.batchesPerRound()),
            constants.epsilon(),
            pass.training())
        .singletonOrThrow();
  }

  @Override
  public Shape outputShape(Shape input) {
    return input;
  }
}
