package io.spirt.frameworks.mlless;

import java.util.Arrays;
import java.util.Optional;

/**
 * MLLess's own filter: with the gradients that were not sent summed in A, coordinate i is sent at
 * step t, from 0, if {@code |learningRate · A[i] / params[i]| > threshold / √(t + 1)}; the others
 * are kept. A param that is 0 makes any change significant; what is not a number is sent.
 */
final class CoordinateFilter implements SignificanceFilter {
  private final double threshold;
  private final float[] sum;

  CoordinateFilter(double threshold, int length) {
    this.threshold = threshold;
    this.sum = new float[length];
  }

  @Override
  public Optional<Significant> offer(
      int step, float[] gradient, float[] params, double learningRate) {
    double bound = threshold / Math.sqrt(step + 1.0);
    int[] indices = new int[sum.length];
    float[] values = new float[sum.length];
    int found = 0;
    for (int i = 0; i < sum.length; i++) {
      float kept = sum[i] + gradient[i];
      boolean small = Math.abs(learningRate * kept) <= bound * Math.abs(params[i]);
      if (small) {
        sum[i] = kept;
      } else {
        indices[found] = i;
        values[found++] = kept;
        sum[i] = 0;
      }
    }
    return found == 0
        ? Optional.empty()
        : Optional.of(
            Significant.some(Arrays.copyOf(indices, found), Arrays.copyOf(values, found)));
  }

  @Override
  public Kept kept() {
    return new Kept(sum.clone(), 0);
  }

  @Override
  public void restore(Kept kept) {
    System.arraycopy(kept.gradient(), 0, sum, 0, sum.length);
  }
}
