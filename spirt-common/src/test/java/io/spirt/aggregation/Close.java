package io.spirt.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** Compares vectors. */
final class Close {
  private Close() {}

  /** The largest difference is at most 1e-5 of the largest value expected. */
  static void assertClose(float[] result, double[] expected, String what) {
    assertThat(result).as(what).hasSameSizeAs(expected);
    double largest = 0;
    double difference = 0;
    for (int i = 0; i < expected.length; i++) {
      largest = Math.max(largest, Math.abs(expected[i]));
      difference = Math.max(difference, Math.abs((double) result[i] - expected[i]));
    }
    assertThat(difference).as("%s, difference", what).isLessThanOrEqualTo(1e-5 * largest);
  }

  /** Each value is at least that of {@code low} and at most that of {@code high}, but for 1e-5. */
  static void assertBetween(float[] result, double[] low, double[] high, String what) {
    double largest = 0;
    for (int i = 0; i < low.length; i++) {
      largest = Math.max(largest, Math.max(Math.abs(low[i]), Math.abs(high[i])));
    }
    for (int i = 0; i < low.length; i++) {
      assertThat((double) result[i])
          .as("%s, value %d", what, i)
          .isBetween(low[i] - 1e-5 * largest, high[i] + 1e-5 * largest);
    }
  }

  /** No value is farther than {@code most} from the one expected. */
  static void assertWithin(float[] result, float[] expected, double most, String what) {
    assertThat(result).as(what).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat(Math.abs((double) result[i] - expected[i]))
          .as("%s, value %d: %s for %s", what, i, result[i], expected[i])
          .isLessThanOrEqualTo(most);
    }
  }

  /** The largest magnitude. */
  static double largest(List<float[]> vectors) {
    double largest = 0;
    for (float[] vector : vectors) {
      for (float value : vector) {
        largest = Math.max(largest, Math.abs(value));
      }
    }
    return largest;
  }
}
