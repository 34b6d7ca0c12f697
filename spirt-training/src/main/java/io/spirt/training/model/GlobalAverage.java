package io.spirt.training.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.pooling.Pool;

/** Mean of each channel: [n, channels, h, w] to [n, channels]. */
final class GlobalAverage extends Layer {
  /** The means as [n, channels, 1, 1] if {@code keepAxes}, else [n, channels]. */
  static NDArray of(NDArray images, boolean keepAxes) {
    NDArray means = Pool.globalAvgPool2d(images);
    return keepAxes ? means.expandDims(2).expandDims(3) : means;
  }

  @Override
  public NDArray apply(NDArray input, Pass pass) {
    return of(input, false);
  }

  @Override
  public Shape outputShape(Shape input) {
    return new Shape(input.get(0), input.get(1));
  }
}
