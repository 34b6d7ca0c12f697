package io.spirt.training.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;

/**
 * Means over a grid of {@code side} × {@code side} windows that cover the image, whatever its size:
 * row i of the result is the mean of the rows from ⌊i·h / side⌋ up to ⌈(i + 1)·h / side⌉. A smaller
 * image is repeated that way. DJL's interface has this for a grid of 1 × 1 only, hence the call of
 * its engine.
 */
final class AdaptiveAverage extends Layer {
  private final int side;

  AdaptiveAverage(int side) {
    this.side = side;
  }

  @Override
  public NDArray apply(NDArray input, Pass pass) {
    return JniUtils.adaptiveAvgPool((PtNDArray) input, new Shape(side, side));
  }

  @Override
  public Shape outputShape(Shape input) {
    return new Shape(input.get(0), input.get(1), side, side);
  }
}
