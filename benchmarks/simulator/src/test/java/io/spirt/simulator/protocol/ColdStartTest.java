package io.spirt.simulator.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.spirt.simulator.Exchange;
import io.spirt.simulator.Framework;
import io.spirt.simulator.Outcome;
import io.spirt.simulator.Scenario;
import io.spirt.simulator.Scenarios;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ColdStartTest {
  private static Scenario scenario(Framework framework, int batches, int rounds, boolean cold) {
    Scenario one = Scenarios.of(framework, Exchange.ALL_TO_ALL, 3, batches, 1e6, 0.5, 32, Map.of());
    return new Scenario(
        one.framework(),
        one.exchange(),
        one.compressionBits(),
        one.peers(),
        one.batches(),
        rounds,
        one.size(),
        one.gradientSeconds(),
        cold,
        one.seed(),
        one.deployment(),
        one.quotas(),
        one.prices(),
        one.parameters());
  }

  @Test
  void workersThatLiveForAnEpochStartOnce() {
    double warm = EpochSimulation.of(scenario(Framework.ALL_REDUCE, 40, 1, false)).seconds();
    double cold = EpochSimulation.of(scenario(Framework.ALL_REDUCE, 40, 1, true)).seconds();
    // 3,008 MB are 1.7 vCPUs, of which starting up uses one.
    assertThat(cold - warm).isEqualTo(6, within(1e-6));
  }

  @Test
  void functionsStartInTheFirstRoundAlone() {
    Outcome warm = EpochSimulation.of(scenario(Framework.SPIRT, 6, 3, false));
    Outcome cold = EpochSimulation.of(scenario(Framework.SPIRT, 6, 3, true));
    double once =
        EpochSimulation.of(scenario(Framework.SPIRT, 2, 1, true)).seconds()
            - EpochSimulation.of(scenario(Framework.SPIRT, 2, 1, false)).seconds();
    assertThat(cold.seconds() - warm.seconds()).isEqualTo(once, within(1e-6));
    assertThat(cold.dollars()).isGreaterThan(warm.dollars());
    assertThat(cold.bill().stream().mapToDouble(Outcome.BillLine::dollars).sum())
        .isEqualTo(cold.dollars(), within(1e-12));
  }
}
