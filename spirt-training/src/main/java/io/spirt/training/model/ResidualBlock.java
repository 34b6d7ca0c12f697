package io.spirt.training.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * ResNet's block (He et al. 2016): relu(residual(x) + x), where x is projected by a 1 × 1
 * convolution and a BatchNorm if the residual has another shape.
 */
final class ResidualBlock extends Layer {
  /** Output channels of a bottleneck per channel of its 3 × 3 convolution. */
  static final int EXPANSION = 4;

  private final Chain residual;
  private final Chain projection;

  private ResidualBlock(String name, List<Layer> residual, int in, int out, int stride) {
    this.residual = part(new Chain(residual));
    projection =
        in == out && stride == 1
            ? null
            : part(
                new Chain(
                    List.of(
                        convolution(name + ".downsample.0", in, out, 1, stride),
                        BatchNormalisation.withTorchDefault(name + ".downsample.1", out))));
  }

  /** Two 3 × 3 convolutions, the first with the stride. */
  static ResidualBlock basic(String name, int in, int width, int stride) {
    List<Layer> layers = new ArrayList<>();
    layers.addAll(normalised(name, 1, convolution(name + ".conv1", in, width, 3, stride), width));
    layers.add(Activation.relu());
    layers.addAll(normalised(name, 2, convolution(name + ".conv2", width, width, 3, 1), width));
    return new ResidualBlock(name, layers, in, width, stride);
  }

  /**
   * 1 × 1, 3 × 3 and 1 × 1 convolutions; the second has the stride, as in torchvision and unlike
   * the paper.
   */
  static ResidualBlock bottleneck(String name, int in, int width, int stride) {
    int out = EXPANSION * width;
    List<Layer> layers = new ArrayList<>();
    layers.addAll(normalised(name, 1, convolution(name + ".conv1", in, width, 1, 1), width));
    layers.add(Activation.relu());
    layers.addAll(
        normalised(name, 2, convolution(name + ".conv2", width, width, 3, stride), width));
    layers.add(Activation.relu());
    layers.addAll(normalised(name, 3, convolution(name + ".conv3", width, out, 1, 1), out));
    return new ResidualBlock(name, layers, in, out, stride);
  }

  private static List<Layer> normalised(String name, int index, Convolution first, int channels) {
    return List.of(first, BatchNormalisation.withTorchDefault(name + ".bn" + index, channels));
  }

  private static Convolution convolution(String name, int in, int out, int kernel, int stride) {
    Convolution.Geometry geometry =
        new Convolution.Geometry(in, out, kernel, stride, kernel / 2, 1);
    return Convolution.withKaiming(name, geometry, false);
  }

  @Override
  public NDArray apply(NDArray input, Pass pass) {
    NDArray sum = residual.apply(input, pass);
    sum = sum.add(projection == null ? input : projection.apply(input, pass));
    return ai.djl.nn.Activation.relu(sum);
  }

  @Override
  public Shape outputShape(Shape input) {
    return residual.outputShape(input);
  }
}
