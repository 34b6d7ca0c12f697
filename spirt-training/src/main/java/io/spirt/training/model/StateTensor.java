package io.spirt.training.model;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;

/**
 * One tensor of a model's state, float32.
 *
 * @param name the name in PyTorch's state dict, such as {@code features.0.0.weight}, or the path
 *     through a DJL block
 * @param parameter its shape and role
 * @param filling its values before training
 */
public record StateTensor(String name, Parameter parameter, Filling filling) {

  /** A tensor whose parameter bears its full name. */
  public StateTensor(Parameter parameter, Filling filling) {
    this(parameter.getName(), parameter, filling);
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
    return parameter.requiresGradient() && !isRunningStatistic();
  }

  private boolean isRunningStatistic() {
    Parameter.Type type = parameter.getType();
    return type == Parameter.Type.RUNNING_MEAN || type == Parameter.Type.RUNNING_VAR;
  }

  /** True for the last tensor of a BatchNorm, after which PyTorch counts the batches it saw. */
  public boolean isFollowedByBatchCount() {
    return parameter.getType() == Parameter.Type.RUNNING_VAR && name.endsWith(".running_var");
  }
}
