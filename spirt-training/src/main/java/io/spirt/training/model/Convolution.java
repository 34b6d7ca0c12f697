package io.spirt.training.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.convolutional.Conv2d;

/**
 * Two-dimensional convolution with a square kernel: [n, in, h, w] to [n, out, h', w'].
 *
 * <p>Taps of the kernel that only ever meet the padding are cut off before the convolution. In a
 * network for 224 × 224 that sees 28 × 28, the last 5 × 5 kernels slide over one pixel: 24 of the
 * 25 taps multiply zeros, forward and backward, and cost most of the time. The result is the same,
 * and the gradient of those taps is exactly zero either way.
 */
final class Convolution extends Layer {
  private static final Shape DILATION = new Shape(1, 1);

  private final Geometry geometry;
  private final Parameter weight;
  private final Parameter bias;

  /**
   * A convolution's sizes.
   *
   * @param in channels of the input
   * @param out channels of the output
   * @param kernel side of the kernel
   * @param groups 1, or {@code in} for a depthwise convolution
   */
  record Geometry(int in, int out, int kernel, int stride, int padding, int groups) {
    long after(long side) {
      return (side + 2L * padding - kernel) / stride + 1;
    }

    Shape weightShape() {
      return new Shape(out, in / groups, kernel, kernel);
    }

    long fanIn() {
      return (long) in / groups * kernel * kernel;
    }
  }

  private Convolution(String name, Geometry geometry, Filling weights, Filling biases) {
    this.geometry = geometry;
    weight = declare(name + ".weight", Parameter.Type.WEIGHT, geometry.weightShape(), weights);
    bias =
        biases == null
            ? null
            : declare(name + ".bias", Parameter.Type.BIAS, new Shape(geometry.out()), biases);
  }

  /** A convolution that starts as PyTorch's default, with bias. */
  static Convolution withTorchDefault(String name, Geometry geometry) {
    Filling filling = Filling.torchDefault(geometry.fanIn());
    return new Convolution(name, geometry, filling, filling);
  }

  /** A convolution that starts as in torchvision's ResNet, VGG and MobileNets. */
  static Convolution withKaiming(String name, Geometry geometry, boolean hasBias) {
    Filling weights = Filling.kaimingFanOut(geometry.weightShape());
    return new Convolution(name, geometry, weights, hasBias ? Filling.ZEROS : null);
  }

  /** A convolution without bias that starts as in torchvision's DenseNet. */
  static Convolution withKaimingFanIn(String name, Geometry geometry) {
    return new Convolution(name, geometry, Filling.kaimingFanIn(geometry.fanIn()), null);
  }

  /** A convolution with bias that starts as in torchvision's SqueezeNet. */
  static Convolution withKaimingUniform(String name, Geometry geometry) {
    Filling weights = Filling.kaimingUniform(geometry.fanIn());
    return new Convolution(name, geometry, weights, Filling.ZEROS);
  }

  /** A convolution that starts with normal weights and no bias. */
  static Convolution withNormal(String name, Geometry geometry, double std) {
    return new Convolution(name, geometry, Filling.normal(std), Filling.ZEROS);
  }

  @Override
  public NDArray apply(NDArray input, Pass pass) {
    NDArray kernel = pass.value(weight, input);
    NDArray shift = bias == null ? null : pass.value(bias, input);
    int cut = unreachableTaps(input.getShape());
    if (cut > 0) {
      String kept = cut + ":" + (geometry.kernel() - cut);
      kernel = kernel.get(":, :, " + kept + ", " + kept);
    }
    if (isScaling(input.getShape(), cut)) {
      NDArray scaled = input.mul(kernel.reshape(1, geometry.out(), 1, 1));
      return shift == null ? scaled : scaled.add(shift.reshape(1, geometry.out(), 1, 1));
    }
    Shape stride = new Shape(geometry.stride(), geometry.stride());
    int padding = geometry.padding() - cut;
    return Conv2d.conv2d(
            input, kernel, shift, stride, new Shape(padding, padding), DILATION, geometry.groups())
        .singletonOrThrow();
  }

  /** Rows and columns at each edge of the kernel that meet nothing but padding. */
  private int unreachableTaps(Shape input) {
    long side = Math.max(input.get(2), input.get(3));
    if (2 * geometry.padding() + 1 != geometry.kernel()) {
      return 0;
    }
    return (int) Math.max(0, geometry.padding() - (side - 1));
  }

  /**
   * True for a depthwise convolution of single pixels, which multiplies each channel by a number.
   */
  private boolean isScaling(Shape input, int cut) {
    return geometry.groups() == geometry.in()
        && geometry.in() == geometry.out()
        && geometry.kernel() - 2 * cut == 1
        && input.get(2) == 1
        && input.get(3) == 1;
  }

  @Override
  public Shape outputShape(Shape input) {
    return new Shape(
        input.get(0), geometry.out(), geometry.after(input.get(2)), geometry.after(input.get(3)));
  }
}
