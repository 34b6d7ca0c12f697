package io.spirt.frameworks.mlless;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class LossCurveTest {
  private static List<Double> curve(int steps, IntToDoubleFunction loss) {
    List<Double> losses = new ArrayList<>();
    for (int step = 0; step < steps; step++) {
      losses.add(loss.applyAsDouble(step));
    }
    return losses;
  }

  /** Of e^(-u), u from 0 to 6, it is where the slope is that of the chord: u = ln(6/(1 - e^-6)). */
  @Test
  void findsTheKneeOfAnExponentialDecay() {
    List<Double> losses = curve(601, step -> Math.exp(-step / 100.0));
    assertThat(LossCurve.knee(losses).orElseThrow()).isBetween(176, 186);
  }

  @Test
  void findsTheCornerOfTwoLines() {
    List<Double> losses = curve(200, step -> step < 50 ? 2.3 - 0.04 * step : 0.3);
    assertThat(LossCurve.knee(losses).orElseThrow()).isBetween(47, 53);
  }

  @Test
  void findsNoneOnAStraightLine() {
    assertThat(LossCurve.knee(curve(300, step -> 2 - step / 300.0))).isEmpty();
  }

  @Test
  void findsNoneBeforeTheCurveFlattens() {
    IntToDoubleFunction decay = step -> Math.exp(-step / 100.0);
    assertThat(LossCurve.knee(curve(150, decay))).isEmpty();
    assertThat(LossCurve.knee(curve(320, decay))).isPresent();
  }

  @Test
  void findsNoneWhereTheLossRises() {
    assertThat(LossCurve.knee(curve(100, step -> 1 + Math.sqrt(step)))).isEmpty();
    assertThat(LossCurve.knee(curve(100, step -> 1))).isEmpty();
  }

  @Test
  void noiseMovesTheKneeLittle() {
    Random random = new Random(5);
    List<Double> losses =
        curve(400, step -> 2 * Math.exp(-step / 50.0) + 0.1 * random.nextGaussian());
    // without noise: u = ln(8/(1 - e^-8)) = 2.08 time constants
    assertThat(LossCurve.knee(losses).orElseThrow()).isBetween(70, 140);
  }

  @Test
  void smoothingKeepsAConstant() {
    for (double value : LossCurve.smooth(curve(40, step -> 3))) {
      assertThat(value).isCloseTo(3, within(1e-12));
    }
  }
}
