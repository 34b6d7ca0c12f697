package io.spirt.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlocksTest {
  private static final String MOST = "3.4028235e38";

  private static float nearer(float low, float high, float middle) {
    float[] kept = {low};
    Blocks.keepNearer(kept, new float[] {high}, new float[] {middle}, 1);
    return kept[0];
  }

  @ParameterizedTest
  @CsvSource({
    "1, 4, 2, 1",
    "1, 4, 3, 4",
    "1, 4, 2.5, 2.5",
    "-1, 1, 0, 0",
    "2, 2, 2, 2",
    "1, 2, 5, 2",
    "1, 2, -5, 1",
    "0, 0, 0, 0",
    "-1e30, 0.1, 0, 0.1",
    "-0.1, 1e30, 0, -0.1",
    "-1e30, 1e30, 0, 0",
    "1e-30, 1, 1e-30, 1e-30",
    "-" + MOST + ", " + MOST + ", 1e38, " + MOST,
    "-" + MOST + ", " + MOST + ", -1e38, -" + MOST,
    "-" + MOST + ", 5, " + MOST + ", 5",
    "-1.4e-45, 7e-45, 0, -1.4e-45"
  })
  void keepsWhicheverIsNearer(float low, float high, float middle, float kept) {
    assertThat(nearer(low, high, middle)).isEqualTo(kept);
  }

  @Test
  void addsWithoutLosingDigits() {
    Random random = new Random(3);
    for (int round = 0; round < 1000; round++) {
      float[] sum = {0};
      float[] lost = {0};
      BigDecimal exact = BigDecimal.ZERO;
      for (int i = 0; i < 20; i++) {
        float value = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(5)));
        Blocks.addExactly(new float[] {value}, sum, lost, 1);
        exact = exact.add(new BigDecimal(value));
      }
      assertThat(sum[0] + lost[0]).isEqualTo(exact.floatValue());
    }
  }

  @Test
  void theMiddleOfHugeValuesIsNotInfinite() {
    float[] result = new float[2];
    float most = Float.MAX_VALUE;
    Blocks.middle(new float[] {most, -most}, new float[] {most, most}, result, 2);
    assertThat(result).containsExactly(most, 0);
  }
}
