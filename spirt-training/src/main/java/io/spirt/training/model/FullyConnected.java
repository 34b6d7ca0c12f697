package io.spirt.training.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;

/** Linear map with bias: [n, in] to [n, out]. */
final class FullyConnected extends Layer {
  private final int out;
  private final Parameter weight;
  private final Parameter bias;

  private FullyConnected(String name, long in, int out, Filling weights, Filling biases) {
    this.out = out;
    weight = declare(name + ".weight", Parameter.Type.WEIGHT, new Shape(out, in), weights);
    bias = declare(name + ".bias", Parameter.Type.BIAS, new Shape(out), biases);
  }

  /** Starts as PyTorch's default. */
  static FullyConnected withTorchDefault(String name, long in, int out) {
    Filling filling = Filling.torchDefault(in);
    return new FullyConnected(name, in, out, filling, filling);
  }

  /** Starts with PyTorch's default weights and no bias, as in torchvision's DenseNet. */
  static FullyConnected withoutInitialBias(String name, long in, int out) {
    return new FullyConnected(name, in, out, Filling.torchDefault(in), Filling.ZEROS);
  }

  /** Starts with normal weights and no bias, as in torchvision's MobileNetV3 and VGG. */
  static FullyConnected withNormal(String name, long in, int out, double std) {
    return new FullyConnected(name, in, out, Filling.normal(std), Filling.ZEROS);
  }

  @Override
  public NDArray apply(NDArray input, Pass pass) {
    return Linear.linear(input, pass.value(weight, input), pass.value(bias, input))
        .singletonOrThrow();
  }

  @Override
  public Shape outputShape(Shape input) {
    return new Shape(input.get(0), out);
  }
}
