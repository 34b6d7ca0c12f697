package io.spirt.training.model;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;

/**
 * One tensor of a model's state, float32.
 *
 * @param parameter its name, shape and role
 * @param filling its values before training
 */
public record StateTensor(Parameter parameter, Filling filling) {

  /** The name in PyTorch's state dict, such as {@code features.0.0.weight}. */
  public String name() {
    return parameter.getName();
  }

  public Shape shape() {
    return parameter.getShape();
  }

  /** Number of values. */
  public int size() {
    return Math.toIntExact(shape().size());
  }

  /** True for a param, false for a buffer. */
  public boolean isTrainable() {
    return parameter.requiresGradient();
  }

  /** True for the last tensor of a BatchNorm, after which PyTorch counts the batches it saw. */
  public boolean isFollowedByBatchCount() {
    return parameter.getType() == Parameter.Type.RUNNING_VAR;
  }
}
