package io.spirt.frameworks.mlless;

import java.util.Arrays;
import java.util.Optional;

/**
 * The filter of the thesis (8.4.3.4): with the gradients since the last sent step summed in A, each
 * step adds {@code ‖A‖₂ / ‖params‖₂}; once the sum of these exceeds the threshold all of A is sent
 * and both begin anew. Norms are summed in double. What is not a number is sent, so that all
 * workers see it.
 */
final class NormFilter implements SignificanceFilter {
  private final double threshold;
  private final float[] sum;
  private double significance;

  NormFilter(double threshold, int length) {
    this.threshold = threshold;
    this.sum = new float[length];
  }

  @Override
  public Optional<Significant> offer(
      int step, float[] gradient, float[] params, double learningRate) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += gradient[i];
    }
    significance += norm(sum) / norm(params);
    if (significance <= threshold) {
      return Optional.empty();
    }
    float[] sent = sum.clone();
    Arrays.fill(sum, 0);
    significance = 0;
    return Optional.of(Significant.all(sent));
  }

  @Override
  public Kept kept() {
    return new Kept(sum.clone(), significance);
  }

  @Override
  public void restore(Kept kept) {
    System.arraycopy(kept.gradient(), 0, sum, 0, sum.length);
    significance = kept.significance();
  }

  private static double norm(float[] values) {
    double squares = 0;
    for (float value : values) {
      squares += (double) value * value;
    }
    return Math.sqrt(squares);
  }
}
