package io.spirt.benchmarks.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** By hand, with the parameters as documented. */
class LambdaNetworkTest {
  private final LambdaNetwork network = LambdaNetwork.DEFAULT;

  @Test
  void aRequestTakesItsLatencyAndItsBytes() {
    assertThat(network.store(0)).isEqualTo(0.08);
    assertThat(network.store(65_000_000)).isCloseTo(1.08, within(1e-9));
    assertThat(network.database(75_000_000, 1)).isCloseTo(1.01, within(1e-9));
  }

  @Test
  void manyFunctionsShareADatabasesNetwork() {
    // 63 MB/s each for ten, which is less than a function can take; 75 MB/s for eight.
    assertThat(network.database(63_000_000, 10)).isCloseTo(1.01, within(1e-9));
    assertThat(network.database(75_000_000, 8)).isCloseTo(1.01, within(1e-9));
  }

  @Test
  void everyParameterIsNamed() {
    assertThat(network.parameters()).hasSize(LambdaNetwork.class.getRecordComponents().length);
    assertThat(network.lines()).allMatch(line -> line.length() <= 98);
  }
}
