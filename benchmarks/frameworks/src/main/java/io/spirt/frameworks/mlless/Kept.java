package io.spirt.frameworks.mlless;

/** What a filter holds back. Owns its array. */
final class Kept {
  /** Nothing. */
  static final Kept NOTHING = new Kept(new float[0], 0);

  private final float[] gradient;
  private final double significance;

  /**
   * @param gradient the sum of the gradients that were not sent, taken over
   * @param significance as the filter counts it
   */
  Kept(float[] gradient, double significance) {
    this.gradient = gradient;
    this.significance = significance;
  }

  float[] gradient() {
    return gradient;
  }

  double significance() {
    return significance;
  }
}
