package io.spirt.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SortedSet;
import org.junit.jupiter.api.Test;

class CosineDetectionTest {
  private static SortedSet<Integer> outliers(double threshold, float[]... averages) {
    return CosineDetection.outliers(Averages.of(List.of(averages)).distances(), threshold);
  }

  private static float[] average(float... values) {
    return values;
  }

  @Test
  void findsTheOneThatPointsTheOtherWay() {
    assertThat(
            outliers(
                0.6, average(1, 2), average(1.1f, 1.9f), average(-100, -200), average(0.9f, 2)))
        .containsExactly(2);
  }

  @Test
  void doesNotLookAtLengths() {
    assertThat(outliers(0.6, average(1, 2), average(1e30f, 2e30f), average(1e-15f, 2e-15f)))
        .isEmpty();
    assertThat(outliers(0.6, average(1, 2), average(-1e30f, -2e30f), average(1, 2)))
        .containsExactly(1);
  }

  @Test
  void anAverageOfZerosPointsNowhere() {
    assertThat(outliers(0.6, average(1, 2), average(0, 0), average(1, 2))).containsExactly(1);
    assertThat(outliers(-0.1, average(1, 2), average(0, 0), average(1, 2))).isEmpty();
  }

  /** The cosine of (1, 0) and (3, 4) is 3/5, which is not above 0.6. */
  @Test
  void atTheThresholdAnAverageIsMalicious() {
    assertThat(outliers(0.6, average(1, 0), average(1, 0), average(3, 4))).containsExactly(2);
    assertThat(outliers(0.59, average(1, 0), average(1, 0), average(3, 4))).isEmpty();
    assertThat(outliers(1, average(1, 0), average(1, 0))).containsExactly(0, 1);
    assertThat(outliers(-1, average(1, 0), average(2, 0))).isEmpty();
  }

  /** Of four others: three against the last two, then two against everybody but the first. */
  @Test
  void halfOfTheOthersAreNotEnough() {
    assertThat(
            outliers(
                0.6,
                average(1, 0),
                average(1, 0.1f),
                average(1, -0.1f),
                average(0, 1),
                average(0, 1)))
        .containsExactly(3, 4);
    assertThat(
            outliers(
                0.6, average(1, 1), average(1, 0), average(1, 0), average(0, 1), average(0, 1)))
        .isEmpty();
  }

  /** Two of three others against each. */
  @Test
  void mayFindEverybodyWhereNobodyAgrees() {
    assertThat(outliers(0.6, average(2, 0), average(2, 1), average(-1, 0), average(-1, -0.5f)))
        .containsExactly(0, 1, 2, 3);
  }

  @Test
  void aSingleAverageIsNobodysOutlier() {
    assertThat(outliers(0.6, average(1, 0))).isEmpty();
  }
}
