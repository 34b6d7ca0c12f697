package io.spirt.aggregation;

/**
 * Loops over blocks of values: one operation a loop, no branch in it and no call, so that the JIT
 * compiler turns each into vector instructions.
 */
final class Blocks {
  private Blocks() {}

  /** {@code sums[i] += weight * values[i]}. */
  static void addWeighted(double weight, double[] values, double[] sums, int count) {
    for (int i = 0; i < count; i++) {
      sums[i] += weight * values[i];
    }
  }

  /** {@code result[start + i] = (float) (values[i] / divisor)}. */
  static void divide(double[] values, double divisor, float[] result, int start, int count) {
    for (int i = 0; i < count; i++) {
      result[start + i] = (float) (values[i] / divisor);
    }
  }

  /**
   * {@code result[i] = values[start + i]}. The compiler does not vectorise conversions: no other
   * loop should have to do them as well.
   */
  static void widen(float[] values, int start, double[] result, int count) {
    for (int i = 0; i < count; i++) {
      result[i] = values[start + i];
    }
  }

  /** {@code sums[i] += a[i] * b[i]}. */
  static void addProduct(double[] a, double[] b, double[] sums, int count) {
    for (int i = 0; i < count; i++) {
      sums[i] += a[i] * b[i];
    }
  }

  /** Puts the smaller of each pair into {@code low}, the greater into {@code high}. */
  static void order(float[] low, float[] high, int count) {
    for (int i = 0; i < count; i++) {
      float a = low[i];
      float b = high[i];
      low[i] = Math.min(a, b);
      high[i] = Math.max(a, b);
    }
  }

  /**
   * Adds without losing what rounding cuts off (Knuth's two-sum): {@code sum + lost} is the exact
   * sum up to the rounding of the small {@code lost}.
   */
  static void addExactly(float[] values, float[] sum, float[] lost, int count) {
    for (int i = 0; i < count; i++) {
      float a = sum[i];
      float b = values[i];
      float total = a + b;
      float added = total - a;
      lost[i] += (a - (total - added)) + (b - added);
      sum[i] = total;
    }
  }

  /** {@code result[i] = (sum[i] + lost[i]) / divisor}. */
  static void divide(float[] sum, float[] lost, float divisor, float[] result, int count) {
    for (int i = 0; i < count; i++) {
      result[i] = (sum[i] + lost[i]) / divisor;
    }
  }

  /** {@code result[i] = a[i] / 2 + b[i] / 2}, which cannot overflow. */
  static void middle(float[] a, float[] b, float[] result, int count) {
    for (int i = 0; i < count; i++) {
      result[i] = 0.5f * a[i] + 0.5f * b[i];
    }
  }

  /**
   * Leaves in {@code low} whichever of low and high is nearer to the middle, or the mean of both if
   * they are equally far. A comparison would keep the loop from being vectorised, so the choice is
   * a pair of weights, 0 and 1, that follow from the sign of the difference of the distances,
   * wherever the middle is. Quarters, because differences of huge values would overflow.
   *
   * @param low at most {@code high}
   */
  static void keepNearer(float[] low, float[] high, float[] middle, int count) {
    for (int i = 0; i < count; i++) {
      float quarter = 0.25f * middle[i];
      float farther = (0.25f * high[i] - quarter) - (quarter - 0.25f * low[i]);
      float sign = farther / Math.max(Math.abs(farther), Float.MIN_VALUE);
      low[i] = (0.5f + 0.5f * sign) * low[i] + (0.5f - 0.5f * sign) * high[i];
    }
  }
}
