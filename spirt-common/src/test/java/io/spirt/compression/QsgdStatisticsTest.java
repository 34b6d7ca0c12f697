package io.spirt.compression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** QSGD's promises are about expectations; seeds are fixed, so what holds once holds always. */
class QsgdStatisticsTest {
  private static final int TIMES = 4000;
  private static final int DIMENSIONS = 64;
  private static final int FEW = 10;

  /** Of one bucket, encoded many times. */
  private static final class Trials {
    final double[] sums = new double[DIMENSIONS];
    double squaredError;

    Trials(Qsgd qsgd, float[] values) {
      for (int seed = 0; seed < TIMES; seed++) {
        float[] decoded = qsgd.decode(qsgd.encode(values, seed), DIMENSIONS);
        for (int i = 0; i < DIMENSIONS; i++) {
          double error = (double) decoded[i] - values[i];
          sums[i] += error;
          squaredError += error * error / TIMES;
        }
      }
    }
  }

  private static float[] values(boolean heavyTailed) {
    Random random = new Random(11);
    float[] values = new float[DIMENSIONS];
    for (int i = 0; i < DIMENSIONS; i++) {
      double normal = random.nextGaussian();
      values[i] = (float) (heavyTailed ? normal * normal * normal : normal);
    }
    return values;
  }

  /** Variance of one decoded value: two levels at a distance of N/s, taken with p and 1 − p. */
  private static double variance(Qsgd qsgd, float[] values, int i) {
    double norm = (float) qsgd.norm().of(values, 0, DIMENSIONS);
    double level = qsgd.levels() * Math.abs(values[i]) / norm;
    double p = level - Math.floor(level);
    return norm * norm / qsgd.levels() / qsgd.levels() * p * (1 - p);
  }

  /**
   * z-test of each coordinate: with errors of mean 0, z² summed over them is chi-square with as
   * many degrees of freedom, of standard deviation √(2·64) ≈ 11.3; and the z themselves add up to a
   * normal number of standard deviation 8.
   */
  @ParameterizedTest
  @CsvSource({
    "2, MAX, false",
    "3, MAX, false",
    "4, MAX, true",
    "8, MAX, false",
    "8, MAX, true",
    "2, EUCLIDEAN, false",
    "4, EUCLIDEAN, false",
    "8, EUCLIDEAN, true"
  })
  void isUnbiased(int bits, BucketNorm norm, boolean heavyTailed) {
    Qsgd qsgd = new Qsgd(bits, DIMENSIONS, norm);
    float[] values = values(heavyTailed);
    double[] sums = new Trials(qsgd, values).sums;
    double chiSquare = 0;
    double total = 0;
    int free = 0;
    for (int i = 0; i < DIMENSIONS; i++) {
      double step = norm.of(values, 0, DIMENSIONS) / qsgd.levels();
      double variance = variance(qsgd, values, i);
      if (TIMES * variance < FEW * step * step) {
        // Almost always the same level, as for the greatest value: too few changes to be normal.
        assertThat(Math.abs(sums[i])).isLessThan(3 * FEW * step);
      } else {
        double z = sums[i] / Math.sqrt(TIMES * variance);
        chiSquare += z * z;
        total += z;
        free++;
      }
    }
    assertThat(chiSquare).isBetween(free - 3 * Math.sqrt(2 * free), free + 3 * Math.sqrt(2 * free));
    assertThat(Math.abs(total)).isLessThan(3 * Math.sqrt(free));
  }

  /** A test that no bias could fail would show nothing: rounding to the nearest level is biased. */
  @ParameterizedTest
  @CsvSource({"2, MAX", "4, MAX", "2, EUCLIDEAN"})
  void theTestWouldSeeRoundingToTheNearestLevel(int bits, BucketNorm norm) {
    Qsgd qsgd = new Qsgd(bits, DIMENSIONS, norm);
    float[] values = values(false);
    double step = norm.of(values, 0, DIMENSIONS) / qsgd.levels();
    double chiSquare = 0;
    for (int i = 0; i < DIMENSIONS; i++) {
      double error = Math.round(values[i] / step) * step - values[i];
      double variance = variance(qsgd, values, i);
      chiSquare += variance < 1e-12 ? 0 : TIMES * error * error / variance;
    }
    assertThat(chiSquare).isGreaterThan(1000);
  }

  /** Lemma 3.1: {@code min(d/s², √d/s)·‖v‖²}, and the exact expectation. */
  @ParameterizedTest
  @CsvSource({
    "2, MAX, false", "4, MAX, false", "4, MAX, true", "8, MAX, true",
    "2, EUCLIDEAN, false", "3, EUCLIDEAN, true", "4, EUCLIDEAN, false", "8, EUCLIDEAN, false"
  })
  void keepsTheBoundOnTheVariance(int bits, BucketNorm norm, boolean heavyTailed) {
    Qsgd qsgd = new Qsgd(bits, DIMENSIONS, norm);
    float[] values = values(heavyTailed);
    double squaredNorm = 0;
    double expected = 0;
    for (int i = 0; i < DIMENSIONS; i++) {
      squaredNorm += (double) values[i] * values[i];
      expected += variance(qsgd, values, i);
    }
    double s = qsgd.levels();
    double bound = Math.min(DIMENSIONS / (s * s), Math.sqrt(DIMENSIONS) / s) * squaredNorm;
    double measured = new Trials(qsgd, values).squaredError;
    assertThat(measured).isBetween(0.95 * expected, 1.05 * expected);
    assertThat(expected).isLessThan(bound);
    assertThat(measured).isLessThan(bound);
  }
}
