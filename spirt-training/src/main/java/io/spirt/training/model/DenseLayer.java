package io.spirt.training.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.util.List;

/**
 * DenseNet's layer (Huang et al. 2017): the input and, behind it, the channels made of it by a 1 ×
 * 1 and a 3 × 3 convolution, each after BatchNorm and ReLU.
 */
final class DenseLayer extends Layer {
  /** Channels that a layer adds. */
  static final int GROWTH = 32;

  private static final int BOTTLENECK = 4 * GROWTH;

  private final Chain added;

  DenseLayer(String name, int in) {
    added =
        part(
            new Chain(
                List.of(
                    BatchNormalisation.withTorchDefault(name + ".norm1", in),
                    Activation.relu(),
                    Convolution.withKaimingFanIn(
                        name + ".conv1", new Convolution.Geometry(in, BOTTLENECK, 1, 1, 0, 1)),
                    BatchNormalisation.withTorchDefault(name + ".norm2", BOTTLENECK),
                    Activation.relu(),
                    Convolution.withKaimingFanIn(
                        name + ".conv2",
                        new Convolution.Geometry(BOTTLENECK, GROWTH, 3, 1, 1, 1)))));
  }

  @Override
  public NDArray apply(NDArray input, Pass pass) {
    return NDArrays.concat(new NDList(input, added.apply(input, pass)), 1);
  }

  @Override
  public Shape outputShape(Shape input) {
    return new Shape(input.get(0), input.get(1) + GROWTH, input.get(2), input.get(3));
  }
}
