package io.spirt.frameworks.worker;

/** What one batch yields, as one vector that is exchanged as a whole. Not copied. */
public final class StepGradient {
  private final float[] vector;
  private final double loss;
  private final int samples;
  private final double computeMillis;

  /**
   * @param vector the gradient's values, then the running statistics; see {@link Replica#length}
   * @param loss mean loss over the batch
   * @param samples samples of the batch
   * @param computeMillis forward and backward pass alone
   */
  public StepGradient(float[] vector, double loss, int samples, double computeMillis) {
    this.vector = vector;
    this.loss = loss;
    this.samples = samples;
    this.computeMillis = computeMillis;
  }

  /** The gradient's values, then the running statistics. The caller's. */
  public float[] vector() {
    return vector;
  }

  /** Mean loss over the batch. */
  public double loss() {
    return loss;
  }

  /** Samples of the batch. */
  public int samples() {
    return samples;
  }

  /** Forward and backward pass alone, in milliseconds. */
  public double computeMillis() {
    return computeMillis;
  }
}
