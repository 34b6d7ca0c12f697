package io.spirt.training.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/**
 * Squeeze and excitation (Hu et al. 2018) as in MobileNetV3: each channel is scaled by a hard
 * sigmoid of two 1 × 1 convolutions of all channels' means.
 */
final class SqueezeExcitation extends Layer {
  private final Convolution squeeze;
  private final Convolution excite;

  SqueezeExcitation(String name, int channels, int squeezed) {
    squeeze = part(pointwise(name + ".fc1", channels, squeezed));
    excite = part(pointwise(name + ".fc2", squeezed, channels));
  }

  private static Convolution pointwise(String name, int in, int out) {
    return Convolution.withKaiming(name, new Convolution.Geometry(in, out, 1, 1, 0, 1), true);
  }

  @Override
  public NDArray apply(NDArray input, Pass pass) {
    NDArray means = GlobalAverage.of(input, true);
    NDArray hidden = ai.djl.nn.Activation.relu(squeeze.apply(means, pass));
    return input.mul(Activation.hardSigmoid(excite.apply(hidden, pass)));
  }

  @Override
  public Shape outputShape(Shape input) {
    return input;
  }
}
