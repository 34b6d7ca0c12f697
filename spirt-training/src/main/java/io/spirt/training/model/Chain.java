package io.spirt.training.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.List;

/** Layers one after another. */
final class Chain extends Layer {
  private final List<Layer> layers;

  Chain(List<? extends Layer> layers) {
    this.layers = List.copyOf(layers);
    this.layers.forEach(this::part);
  }

  @Override
  public NDArray apply(NDArray input, Pass pass) {
    NDArray value = input;
    for (Layer layer : layers) {
      value = layer.apply(value, pass);
    }
    return value;
  }

  @Override
  public Shape outputShape(Shape input) {
    Shape shape = input;
    for (Layer layer : layers) {
      shape = layer.outputShape(shape);
    }
    return shape;
  }
}
