package io.spirt.frameworks.p2p;

/** The mean over one peer's batches, as it travelled. Not copied. */
final class PeerGradient {
  private final int epoch;
  private final float[] vector;

  /**
   * @param epoch from 1, that it was computed in
   * @param vector the gradient's values, then the running statistics
   */
  PeerGradient(int epoch, float[] vector) {
    this.epoch = epoch;
    this.vector = vector;
  }

  int epoch() {
    return epoch;
  }

  float[] vector() {
    return vector;
  }
}
