package io.spirt.training.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/** [n, channels, h, w] to [n, channels · h · w]. */
final class Flattening extends Layer {

  @Override
  public NDArray apply(NDArray input, Pass pass) {
    return input.reshape(outputShape(input.getShape()));
  }

  @Override
  public Shape outputShape(Shape input) {
    return new Shape(input.get(0), input.slice(1).size());
  }
}
