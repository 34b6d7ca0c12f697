package io.spirt.attacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlieTest {

  /** Φ⁻¹ from a table of the normal distribution. */
  @ParameterizedTest
  @CsvSource({
    // the paper's example: s = 2, 24/26
    "50, 24, 1.4261",
    // s = 3, 4/7
    "10, 3, 0.1800",
    // s = 2, 1/2
    "6, 2, 0",
    // s = 2, 1/3
    "4, 1, -0.4307"
  })
  void zIsThePapers(int peers, int attackers, double z) {
    assertThat(Alie.hiddenZ(peers, attackers)).isCloseTo(z, within(1e-4));
  }

  @ParameterizedTest
  @CsvSource({"4, 3", "2, 1", "5, 0", "4, 4"})
  void saysWhereTheFormulaHasNoValue(int peers, int attackers) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Alie.hiddenZ(peers, attackers))
        .withMessageContaining(attackers + " attackers among " + peers + " peers");
  }

  @ParameterizedTest
  @CsvSource({
    "0.5, 0",
    "0.841344746, 1",
    "0.9, 1.281551566",
    "0.975, 1.959963985",
    "0.99, 2.326347874",
    "0.025, -1.959963985",
    "0.001, -3.090232306"
  })
  void theQuantilesAreThoseOfTables(double probability, double x) {
    assertThat(StandardNormal.quantile(probability)).isCloseTo(x, within(1e-8));
    assertThat(StandardNormal.distribution(x)).isCloseTo(probability, within(1e-9));
  }

  @Test
  void aProbabilityIsBetweenNothingAndAll() {
    assertThatIllegalArgumentException().isThrownBy(() -> StandardNormal.quantile(0));
    assertThatIllegalArgumentException().isThrownBy(() -> StandardNormal.quantile(1));
  }
}
