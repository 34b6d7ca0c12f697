package io.spirt.training.model;

import ai.djl.ndarray.NDArray;
import java.nio.ByteBuffer;
import java.util.List;

/** What can be trained: named tensors, and an output for images that depends on them. */
public interface Network {

  /** The tensors, params and buffers, in the order in which they are stored and exported. */
  List<StateTensor> state();

  /**
   * The logits, float32 [samples, classes], attached to the manager of {@code input}.
   *
   * @param input float32 [samples, channels, height, width]
   * @param pass gives the values of the tensors; in training the running statistics are written
   *     into the arrays that it holds
   */
  NDArray apply(NDArray input, Pass pass);

  /**
   * Moves the running statistics after a training pass as far as a round of batches would, unless
   * {@link #apply} has done that.
   *
   * @param before the buffers before the pass, joined, little-endian float32
   * @param after those after it; changed in place
   * @param batchesPerRound see {@link Pass#batchesPerRound()}
   */
  default void finishBuffers(ByteBuffer before, ByteBuffer after, int batchesPerRound) {}

  /** Frees what the network holds beside its tensors' values. */
  default void close() {}
}
