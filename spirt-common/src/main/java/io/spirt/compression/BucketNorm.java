package io.spirt.compression;

/** What a bucket's values are divided by before they are rounded. */
public enum BucketNorm {
  /** ‖v‖₂, as QSGD is defined. Most values are small beside it, and so are their levels. */
  EUCLIDEAN("euclidean") {
    @Override
    double of(float[] values, int start, int end) {
      // Four sums, because each addition would wait for the one before.
      double a = 0;
      double b = 0;
      double c = 0;
      double d = 0;
      int i = start;
      for (; i + 3 < end; i += 4) {
        a += (double) values[i] * values[i];
        b += (double) values[i + 1] * values[i + 1];
        c += (double) values[i + 2] * values[i + 2];
        d += (double) values[i + 3] * values[i + 3];
      }
      for (; i < end; i++) {
        a += (double) values[i] * values[i];
      }
      return Math.sqrt((a + b) + (c + d));
    }
  },

  /**
   * The greatest magnitude, as in the experiments of QSGD's authors: all levels are used. It is at
   * most ‖v‖₂, so the bounds on the variance hold all the more.
   */
  MAX("max") {
    @Override
    double of(float[] values, int start, int end) {
      float most = 0;
      for (int i = start; i < end; i++) {
        most = Math.max(most, Math.abs(values[i]));
      }
      return most;
    }
  };

  private final String text;

  BucketNorm(String text) {
    this.text = text;
  }

  /** The norm of that name. */
  public static BucketNorm named(String name) {
    for (BucketNorm norm : values()) {
      if (norm.text.equals(name)) {
        return norm;
      }
    }
    throw new IllegalArgumentException(
        "there is no norm \"" + name + "\"; there are euclidean, max");
  }

  /** Its name in a job. */
  public String text() {
    return text;
  }

  /** The norm of some values; not finite if one of them is not. */
  abstract double of(float[] values, int start, int end);
}
