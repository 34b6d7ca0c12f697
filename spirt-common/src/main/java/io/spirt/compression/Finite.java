package io.spirt.compression;

/** Looks for values that are NaN or an infinity. */
final class Finite {
  private Finite() {}

  /** Index of the first value that is not finite, or -1. */
  static int firstBad(float[] values) {
    // One pass without a branch per value: zero times NaN or an infinity is a NaN.
    float sum = 0;
    for (float value : values) {
      sum += 0 * value;
    }
    if (sum == 0) {
      return -1;
    }
    int index = 0;
    while (Float.isFinite(values[index])) {
      index++;
    }
    return index;
  }

  /**
   * @throws IllegalArgumentException naming the first value that is not finite
   */
  static void require(float[] values) {
    int bad = firstBad(values);
    if (bad >= 0) {
      throw new IllegalArgumentException(
          "value " + bad + " is " + values[bad] + "; only finite values can be encoded");
    }
  }
}
