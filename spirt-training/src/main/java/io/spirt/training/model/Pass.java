package io.spirt.training.model;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;

/**
 * What a layer needs to know of one forward pass.
 *
 * @param tensors the values of the model's tensors
 * @param training true to normalise by the batch and update the running statistics
 * @param dropoutSeed what the dropout masks are drawn from; {@link #NO_DROPOUT} for none
 * @param batchesPerRound batches whose running statistics are averaged into one move
 */
public record Pass(
    ParameterStore tensors, boolean training, long dropoutSeed, int batchesPerRound) {

  /** Seed that turns dropout off. */
  public static final long NO_DROPOUT = 0;

  /** A pass that changes nothing. */
  public static Pass inference(ParameterStore tensors) {
    return new Pass(tensors, false, NO_DROPOUT, 1);
  }

  /** Value of a tensor that the layer declared; stays owned by the pass. */
  NDArray value(Parameter parameter, NDArray input) {
    return tensors.getValue(parameter, input.getDevice(), training);
  }

  boolean hasDropout() {
    return training && dropoutSeed != NO_DROPOUT;
  }
}
