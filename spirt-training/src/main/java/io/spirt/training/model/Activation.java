package io.spirt.training.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.function.UnaryOperator;

/** A function of each value by itself. */
final class Activation extends Layer {
  private final UnaryOperator<NDArray> function;

  private Activation(UnaryOperator<NDArray> function) {
    this.function = function;
  }

  /** max(x, 0). */
  static Activation relu() {
    return new Activation(ai.djl.nn.Activation::relu);
  }

  /** x · hardSigmoid(x) (Howard et al. 2019). */
  static Activation hardSwish() {
    return new Activation(x -> hardSigmoid(x).mul(x));
  }

  /**
   * min(max(x + 3, 0), 6) / 6, written as a clipped line; DJL has no operation of its own for it.
   *
   * <p>The slope is an array that lives as long as the pass. {@code x.mul(1 / 6f)} would be wrong:
   * DJL makes a temporary array of the number and frees its memory, which PyTorch still reads in
   * the backward pass; after a garbage collection the gradient is noise.
   */
  static NDArray hardSigmoid(NDArray x) {
    NDArray slope = x.getManager().create(1 / 6f);
    return x.mul(slope).add(0.5f).clip(0f, 1f);
  }

  @Override
  public NDArray apply(NDArray input, Pass pass) {
    return function.apply(input);
  }

  @Override
  public Shape outputShape(Shape input) {
    return input;
  }
}
