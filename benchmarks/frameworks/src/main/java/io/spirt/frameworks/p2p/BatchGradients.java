package io.spirt.frameworks.p2p;

/** Computes the mean gradient of a peer's batches. */
interface BatchGradients {

  /**
   * The mean over the peer's batches, summed in the order of the batches in float32: the same bits
   * wherever they were computed.
   *
   * @return the gradient's values, then the running statistics
   */
  float[] mean(int epoch);
}
