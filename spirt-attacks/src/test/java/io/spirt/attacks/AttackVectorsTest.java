package io.spirt.attacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What each attack shows, computed by hand. */
class AttackVectorsTest {
  private static final float[] OWN = {1, -2, 0.5f};
  private static final Occasion OCCASION = new Occasion(7, 3, 5, 4, 1);

  /** Means 2, 0, 10; deviations √(2/3), 0, √50 (population). */
  private static final SortedMap<Integer, float[]> HONEST =
      new TreeMap<>(
          Map.of(
              0, new float[] {1, 0, 5},
              1, new float[] {2, 0, 5},
              2, new float[] {3, 0, 20}));

  private static float[] shown(Attack attack) {
    return attack.shown(OWN.clone(), HONEST, OCCASION);
  }

  @Test
  void aSignFlipMultipliesTheOwnAverage() {
    assertThat(shown(new SignFlip(-100))).containsExactly(-100, 200, -50);
    assertThat(shown(new SignFlip(-1))).containsExactly(-1, 2, -0.5f);
  }

  @Test
  void noiseIsAddedToTheOwnAverageAndIsTheSameForTheSameSeedRankAndRound() {
    GaussianNoise noise = new GaussianNoise(200);
    float[] first = shown(noise);
    assertThat(shown(noise)).containsExactly(first);
    assertThat(noise.shown(OWN, HONEST, new Occasion(8, 3, 5, 4, 1))).isNotEqualTo(first);
    assertThat(noise.shown(OWN, HONEST, new Occasion(7, 2, 5, 4, 1))).isNotEqualTo(first);
    assertThat(noise.shown(OWN, HONEST, new Occasion(7, 3, 6, 4, 1))).isNotEqualTo(first);
    float[] moved = noise.shown(new float[] {11, 8, 10.5f}, HONEST, OCCASION);
    for (int i = 0; i < OWN.length; i++) {
      assertThat(moved[i] - first[i]).isCloseTo(10, within(1e-4f));
    }
  }

  /** Over 100,000 values the mean is off by less than 4 σ/√n = 2.5, σ by less than 4 σ/√(2n). */
  @Test
  void noiseHasItsMeanAndItsStandardDeviation() {
    float[] noise = new GaussianNoise(200).shown(new float[100_000], new TreeMap<>(), OCCASION);
    double sum = 0;
    double squares = 0;
    for (float value : noise) {
      sum += value;
      squares += (double) value * value;
    }
    double mean = sum / noise.length;
    assertThat(mean).isBetween(-2.53, 2.53);
    assertThat(Math.sqrt(squares / noise.length - mean * mean)).isBetween(198.2, 201.8);
  }

  @Test
  void alieGoesZDeviationsBelowTheMean() {
    float[] shown = shown(new Alie(1.5));
    assertThat(shown[0]).isCloseTo((float) (2 - 1.5 * 0.8164966), within(1e-6f));
    assertThat(shown[1]).isZero();
    assertThat(shown[2]).isCloseTo((float) (10 - 1.5 * 7.0710678), within(1e-6f));
  }

  @Test
  void alieTakesThePapersZWhereNoneIsGiven() {
    // n = 4, f = 1: s = 2, z = Φ⁻¹(1/3) = -0.430727
    assertThat(shown(new Alie())[0]).isCloseTo((float) (2 + 0.430727 * 0.8164966), within(1e-5f));
  }

  @Test
  void ipmShowsTheNegativeOfTheMean() {
    assertThat(shown(new InnerProductManipulation(0.1))).containsExactly(-0.2f, -0.0f, -1f);
    assertThat(shown(new InnerProductManipulation(10))).containsExactly(-20f, -0.0f, -100f);
  }

  @Test
  void aMimicShowsOneHonestPeersAverage() {
    assertThat(shown(new Mimic())).containsExactly(1, 0, 5);
    assertThat(shown(new Mimic(2))).containsExactly(3, 0, 20);
    assertThat(shown(new Mimic(9))).as("it is gone").containsExactly(1, 0, 5);
  }

  @Test
  void labelFlipAndEquivocationShowTheOwnAverage() {
    assertThat(shown(new LabelFlip())).containsExactly(OWN);
    assertThat(shown(new Equivocation())).containsExactly(OWN);
    assertThat(Equivocation.toOthers(OWN)).containsExactly(-1, 2, -0.5f);
  }

  @Test
  void whatIsKnownStaysUntouched() {
    shown(new Mimic())[0] = 99;
    shown(new Alie(1.0))[0] = 99;
    assertThat(HONEST.get(0)).containsExactly(1, 0, 5);
    float[] own = OWN.clone();
    new SignFlip(-100).shown(own, HONEST, OCCASION)[0] = 99;
    assertThat(own).containsExactly(OWN);
  }

  @Test
  void refusesWhatCannotBe() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Mimic().shown(OWN, new TreeMap<>(), OCCASION))
        .withMessageContaining("at least 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Alie(1.0).shown(new float[2], HONEST, OCCASION))
        .withMessage("the average of rank 0 has 3 values, the attacker's own 2");
    assertThatIllegalArgumentException().isThrownBy(() -> new GaussianNoise(0));
    assertThatIllegalArgumentException().isThrownBy(() -> new SignFlip(Double.NaN));
    assertThatIllegalArgumentException().isThrownBy(() -> new InnerProductManipulation(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Mimic(-1));
  }
}
