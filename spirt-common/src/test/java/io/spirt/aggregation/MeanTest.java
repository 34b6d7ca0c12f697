package io.spirt.aggregation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.spirt.testing.Values;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MeanTest {
  private static float[] mean(List<float[]> averages) {
    return AggregationRules.named("mean").aggregate(Averages.of(averages), RuleSettings.of(0));
  }

  private static List<float[]> averages(long seed, int peers, int length) {
    List<float[]> averages = new ArrayList<>();
    for (int rank = 0; rank < peers; rank++) {
      averages.add(Values.random(seed + rank, length));
    }
    return averages;
  }

  private static BigDecimal exact(List<float[]> averages, int index) {
    BigDecimal sum = BigDecimal.ZERO;
    for (float[] average : averages) {
      sum = sum.add(new BigDecimal(average[index]));
    }
    return sum.divide(BigDecimal.valueOf(averages.size()), MathContext.DECIMAL128);
  }

  /**
   * Values in [-1, 1) with 24 bits of mantissa and a lowest bit of 2^-24 have sums that are exact
   * in double, so that nothing but the last rounding is lost.
   */
  @Property(tries = 300)
  void isTheExactMeanRoundedOnce(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 64) int peers,
      @ForAll @IntRange(max = 70) int length) {
    List<float[]> averages = averages(seed, peers, length);
    float[] mean = mean(averages);
    for (int i = 0; i < length; i++) {
      assertThat(mean[i]).isEqualTo(exact(averages, i).floatValue());
    }
  }

  @Property(tries = 200)
  void doesNotDependOnTheOrderWhereTheSumIsExact(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 64) int peers) {
    List<float[]> averages = averages(seed, peers, 33);
    List<float[]> shuffled = new ArrayList<>(averages);
    Collections.shuffle(shuffled, new Random(seed));
    assertThat(mean(shuffled)).containsExactly(mean(averages));
  }

  @Property
  void isCloseToTheExactMeanOfNumbersOfAnySize(@ForAll float a, @ForAll float b, @ForAll float c) {
    List<float[]> averages = List.of(new float[] {a}, new float[] {b}, new float[] {c});
    double largest = Math.max(Math.abs(a), Math.max(Math.abs(b), Math.abs(c)));
    double exact = exact(averages, 0).doubleValue();
    assertThat((double) mean(averages)[0])
        .isCloseTo(exact, within(Math.ulp((float) exact) / 2.0 + largest * 0x1p-50));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2047, 2048, 2049, 4096, 5001})
  void hasNoSeamsBetweenBlocks(int length) {
    List<float[]> averages = averages(length, 3, length);
    float[] mean = mean(averages);
    assertThat(mean).hasSize(length);
    for (int i = 0; i < length; i++) {
      assertThat(mean[i]).isEqualTo(exact(averages, i).floatValue());
    }
  }

  @Test
  void doesNotOverflowWhereTheMeanDoesNot() {
    float[] large = {Float.MAX_VALUE, -Float.MAX_VALUE};
    assertThat(mean(List.of(large, large, large))).containsExactly(large);
  }

  @Test
  void leavesTheAveragesAloneAndReturnsAnArrayOfItsOwn() {
    float[] only = {1, 2, 3};
    float[] mean = mean(List.of(only));
    mean[0] = 99;
    assertThat(only).containsExactly(1, 2, 3);
  }

  @Test
  void refusesToAverageNothing() {
    assertThatThrownBy(() -> mean(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 1 average, got 0");
  }

  @Test
  void refusesAveragesOfDifferentLengths() {
    assertThatThrownBy(() -> mean(List.of(new float[2], new float[3])))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("averages differ in length: 2 and 3 values");
  }

  @Test
  void refusesARuleThatItDoesNotKnow() {
    assertThatThrownBy(() -> AggregationRules.named("median"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no aggregation rule is called 'median'; there are [")
        .hasMessageContaining("marmed, meamed, mean");
  }
}
