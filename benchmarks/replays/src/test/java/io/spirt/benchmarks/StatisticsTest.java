package io.spirt.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class StatisticsTest {

  @Test
  void takesTheMiddleOfAnOddNumberOfValues() {
    assertThat(Statistics.of(5, 1, 9).median()).isEqualTo(5);
  }

  @Test
  void takesTheMeanOfTheTwoMiddleValues() {
    assertThat(Statistics.of(4, 1, 2, 100).median()).isEqualTo(3);
  }

  @Test
  void findsTheTenthAndTheNinetiethPercentile() {
    Statistics elevenValues = Statistics.of(10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);

    assertThat(elevenValues).isEqualTo(new Statistics(5, 1, 9, 11));
  }

  @Test
  void interpolatesBetweenValues() {
    // Position 0.1 * (3 - 1) = 0.2 between 10 and 20, and 1.8 between 20 and 40.
    Statistics threeValues = Statistics.of(20, 40, 10);

    assertThat(threeValues.p10()).isCloseTo(12, within(1e-12));
    assertThat(threeValues.p90()).isCloseTo(36, within(1e-12));
  }

  @Test
  void knowsOneValue() {
    assertThat(Statistics.of(7)).isEqualTo(new Statistics(7, 7, 7, 1));
  }

  @Test
  void leavesTheValuesInTheirOrder() {
    double[] values = {3, 1, 2};

    Statistics.of(values);

    assertThat(values).containsExactly(3, 1, 2);
  }

  @Test
  void refusesNoValues() {
    assertThatIllegalArgumentException().isThrownBy(Statistics::of).withMessageContaining("got 0");
  }
}
