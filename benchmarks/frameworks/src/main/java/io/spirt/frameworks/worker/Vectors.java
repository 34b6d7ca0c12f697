package io.spirt.frameworks.worker;

/**
 * Sums and means whose bits do not depend on who makes them: in float32, one vector after another
 * in the order given, which is that of the ranks.
 */
public final class Vectors {
  private Vectors() {}

  /** Adds {@code vector} to {@code sum}. */
  public static void add(float[] sum, float[] vector) {
    if (sum.length != vector.length) {
      throw new IllegalArgumentException(
          "a vector has %d values, the others %d".formatted(vector.length, sum.length));
    }
    for (int i = 0; i < sum.length; i++) {
      sum[i] += vector[i];
    }
  }

  /** Divides every value. */
  public static void divide(float[] sum, int count) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] /= count;
    }
  }

  /** The mean of vectors of one length, at least one; a new array. */
  public static float[] mean(Iterable<float[]> vectors) {
    float[] sum = null;
    int count = 0;
    for (float[] vector : vectors) {
      if (sum == null) {
        sum = vector.clone();
      } else {
        add(sum, vector);
      }
      count++;
    }
    if (sum == null) {
      throw new IllegalArgumentException("no vectors to average");
    }
    divide(sum, count);
    return sum;
  }
}
