package io.spirt.aggregation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.spirt.testing.Values;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SquaredDistancesTest {
  private static List<float[]> points(long seed, int count, int length) {
    List<float[]> points = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      points.add(Values.random(seed * 100 + i, length));
    }
    return points;
  }

  private static SquaredDistances distances(List<float[]> points) {
    return Averages.of(points).distances();
  }

  private static double exact(float[] a, float[] b) {
    BigDecimal sum = BigDecimal.ZERO;
    for (int k = 0; k < a.length; k++) {
      BigDecimal difference = new BigDecimal(a[k]).subtract(new BigDecimal(b[k]));
      sum = sum.add(difference.multiply(difference));
    }
    return sum.doubleValue();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 511, 512, 513, 2047, 2049, 65536, 65537})
  void areThoseOfExactArithmetic(int length) {
    List<float[]> points = points(length, 4, length);
    SquaredDistances distances = distances(points);
    assertThat(distances.count()).isEqualTo(4);
    for (int i = 0; i < 4; i++) {
      assertThat(distances.between(i, i)).isZero();
      double norm = exact(points.get(i), new float[length]);
      assertThat(distances.norm(i)).isCloseTo(norm, within(1e-13 * norm));
      for (int j = 0; j < i; j++) {
        double square = exact(points.get(i), points.get(j));
        assertThat(distances.between(i, j))
            .isCloseTo(square, within(1e-13 * square))
            .isEqualTo(distances.between(j, i));
      }
    }
  }

  @Test
  void pointsThatAreEqualAreAtNoDistance() {
    float[] point = Values.random(1, 3000);
    assertThat(distances(List.of(point, point.clone(), Values.random(2, 3000))).between(0, 1))
        .isZero();
  }

  @Test
  void fromAWeightedSumAreThoseOfTheSumItself() {
    Random random = new Random(4);
    List<float[]> points = points(4, 6, 700);
    List<double[]> wide = PaperRules.wide(points);
    for (int round = 0; round < 50; round++) {
      double[] weights = random.doubles(6, -0.5, 1).toArray();
      double[] sum = weighted(wide, weights);
      double[] from = distances(points).from(weights);
      for (int i = 0; i < 6; i++) {
        double distance = Math.sqrt(PaperRules.squaredDistance(wide.get(i), sum));
        assertThat(from[i]).isCloseTo(distance, within(1e-12 * distance));
      }
    }
  }

  @Test
  void fromASumThatHardlyCountsAHugePointKeepTheirDigits() {
    List<float[]> points = points(5, 4, 700);
    for (int k = 0; k < 700; k++) {
      points.get(3)[k] *= 1e30f;
    }
    List<double[]> wide = PaperRules.wide(points);
    double[] weights = {0.3, 0.4, 0.3, 1e-30};
    double[] from = distances(points).from(weights);
    for (int i = 0; i < 4; i++) {
      double distance = Math.sqrt(PaperRules.squaredDistance(wide.get(i), weighted(wide, weights)));
      assertThat(from[i]).isCloseTo(distance, within(1e-12 * distance));
    }
  }

  @Test
  void ofWeightedMeansAreThoseOfTheMeansThemselves() {
    Random random = new Random(6);
    List<double[]> wide = PaperRules.wide(points(6, 5, 300));
    double[][] rows = new double[7][];
    List<double[]> means = new ArrayList<>();
    for (int i = 0; i < rows.length; i++) {
      double[] weights = random.doubles(5).toArray();
      double sum = weights[0] + weights[1] + weights[2] + weights[3] + weights[4];
      for (int j = 0; j < 5; j++) {
        weights[j] /= sum;
      }
      rows[i] = weights;
      means.add(weighted(wide, weights));
    }
    SquaredDistances mixed = Averages.of(points(6, 5, 300)).mixed(rows).distances();
    double[] none = new double[300];
    for (int i = 0; i < rows.length; i++) {
      double norm = PaperRules.squaredDistance(means.get(i), none);
      assertThat(mixed.norm(i)).isCloseTo(norm, within(1e-12 * norm));
      for (int j = 0; j < i; j++) {
        assertThat(mixed.between(i, j))
            .isCloseTo(
                PaperRules.squaredDistance(means.get(i), means.get(j)), within(1e-12 * norm));
      }
    }
  }

  @Test
  void cosinesAreThoseOfTheAngles() {
    SquaredDistances distances =
        distances(
            List.of(
                new float[] {1, 0},
                new float[] {0, 3},
                new float[] {-2, 0},
                new float[] {1, 1},
                new float[] {0, 0},
                new float[] {1e30f, 1e30f},
                new float[] {-3e38f, 0}));
    assertThat(distances.cosine(0, 0)).isEqualTo(1);
    assertThat(distances.cosine(0, 1)).isZero();
    assertThat(distances.cosine(0, 2)).isEqualTo(-1);
    assertThat(distances.cosine(0, 3)).isCloseTo(Math.sqrt(0.5), within(1e-15));
    assertThat(distances.cosine(0, 4)).isZero();
    assertThat(distances.cosine(3, 5)).isCloseTo(1, within(1e-15));
    assertThat(distances.cosine(2, 5)).isCloseTo(-Math.sqrt(0.5), within(1e-15));
    assertThat(distances.cosine(0, 6)).isCloseTo(-1, within(1e-15));
  }

  private static double[] weighted(List<double[]> points, double[] weights) {
    double[] sum = new double[points.get(0).length];
    for (int i = 0; i < weights.length; i++) {
      for (int k = 0; k < sum.length; k++) {
        sum[k] += weights[i] * points.get(i)[k];
      }
    }
    return sum;
  }
}
