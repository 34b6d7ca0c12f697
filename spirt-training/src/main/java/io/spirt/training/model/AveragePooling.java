package io.spirt.training.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.pooling.Pool;

/** Mean of each 2 × 2 square; an odd last row or column is dropped. */
final class AveragePooling extends Layer {
  private static final Shape WINDOW = new Shape(2, 2);

  @Override
  public NDArray apply(NDArray input, Pass pass) {
    return Pool.avgPool2d(input, WINDOW, WINDOW, new Shape(0, 0), false, true);
  }

  @Override
  public Shape outputShape(Shape input) {
    return new Shape(input.get(0), input.get(1), input.get(2) / 2, input.get(3) / 2);
  }
}
