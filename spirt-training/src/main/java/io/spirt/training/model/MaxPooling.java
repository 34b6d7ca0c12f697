package io.spirt.training.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.pooling.Pool;

/**
 * Largest value of each square window, the windows two pixels apart: [n, channels, h, w] to [n,
 * channels, h', w'].
 */
final class MaxPooling extends Layer {
  private static final int STRIDE = 2;

  private final int window;
  private final int padding;
  private final boolean takesRest;

  private MaxPooling(int window, int padding, boolean takesRest) {
    this.window = window;
    this.padding = padding;
    this.takesRest = takesRest;
  }

  /** Of 2 × 2 squares; an odd last row or column is dropped. */
  static MaxPooling halving() {
    return new MaxPooling(2, 0, false);
  }

  /** Of overlapping 3 × 3 squares; the image is padded by one pixel that never wins. */
  static MaxPooling overlappingPadded() {
    return new MaxPooling(3, 1, false);
  }

  /** Of overlapping 3 × 3 squares; a last row or column that fills none has a smaller one. */
  static MaxPooling overlappingWithRest() {
    return new MaxPooling(3, 0, true);
  }

  @Override
  public NDArray apply(NDArray input, Pass pass) {
    return Pool.maxPool2d(
        input,
        new Shape(window, window),
        new Shape(STRIDE, STRIDE),
        new Shape(padding, padding),
        takesRest);
  }

  @Override
  public Shape outputShape(Shape input) {
    return new Shape(input.get(0), input.get(1), after(input.get(2)), after(input.get(3)));
  }

  private long after(long side) {
    long room = side + 2L * padding - window + (takesRest ? STRIDE - 1 : 0);
    return Math.floorDiv(room, STRIDE) + 1;
  }
}
