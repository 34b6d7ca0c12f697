package io.spirt.training.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;

/**
 * SqueezeNet's fire module (Iandola et al. 2016): a 1 × 1 convolution to few channels, then 1 × 1
 * and 3 × 3 convolutions of those side by side, half of the output each; a ReLU after each.
 */
final class Fire extends Layer {
  private final int out;
  private final Convolution squeeze;
  private final Convolution expandByOne;
  private final Convolution expandByThree;

  Fire(String name, int in, int squeezed, int out) {
    this.out = out;
    squeeze = part(convolution(name + ".squeeze", in, squeezed, 1));
    expandByOne = part(convolution(name + ".expand1x1", squeezed, out / 2, 1));
    expandByThree = part(convolution(name + ".expand3x3", squeezed, out / 2, 3));
  }

  private static Convolution convolution(String name, int in, int out, int kernel) {
    return Convolution.withKaimingUniform(
        name, new Convolution.Geometry(in, out, kernel, 1, kernel / 2, 1));
  }

  @Override
  public NDArray apply(NDArray input, Pass pass) {
    NDArray hidden = activated(squeeze, input, pass);
    return NDArrays.concat(
        new NDList(activated(expandByOne, hidden, pass), activated(expandByThree, hidden, pass)),
        1);
  }

  private static NDArray activated(Convolution convolution, NDArray input, Pass pass) {
    return ai.djl.nn.Activation.relu(convolution.apply(input, pass));
  }

  @Override
  public Shape outputShape(Shape input) {
    return new Shape(input.get(0), out, input.get(2), input.get(3));
  }
}
