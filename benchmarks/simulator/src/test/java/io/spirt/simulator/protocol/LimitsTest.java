package io.spirt.simulator.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.spirt.simulator.Exchange;
import io.spirt.simulator.Framework;
import io.spirt.simulator.Limit;
import io.spirt.simulator.Outcome;
import io.spirt.simulator.Scenario;
import io.spirt.simulator.Scenarios;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LimitsTest {
  private static Outcome run(
      Framework framework, int peers, int batches, double model, double gradient) {
    Scenario scenario =
        Scenarios.of(framework, Exchange.ALL_TO_ALL, peers, batches, model, gradient, 32, Map.of());
    return EpochSimulation.of(scenario);
  }

  private static Limit named(Outcome outcome, String part) {
    return outcome.limits().stream()
        .filter(limit -> limit.name().contains(part))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aSmallJobBreaksNothing() {
    assertThat(run(Framework.SPIRT, 4, 2, 1e6, 1).brokenLimit()).isEmpty();
  }

  @Test
  void functionsBeyondTheConcurrencyWait() {
    Outcome fits = run(Framework.SPIRT, 10, 100, 1e6, 5);
    Outcome waits = run(Framework.SPIRT, 20, 100, 1e6, 5);
    assertThat(named(fits, "same time").value()).isEqualTo(1000);
    assertThat(named(waits, "same time").value()).isGreaterThan(1000);
    assertThat(waits.seconds()).isGreaterThan(fits.seconds() + 1);
    assertThat(waits.brokenLimit()).isPresent();
  }

  @Test
  void workersThatAllWaitForEachOtherBeyondTheConcurrencyNeverEnd() {
    Outcome outcome = run(Framework.MLLESS, 1000, 1, 1000, 0.1);
    assertThat(outcome.ends()).isFalse();
    assertThat(outcome.brokenLimit().orElseThrow().value()).isEqualTo(1001);
  }

  @Test
  void theAggregateFunctionHoldsEveryAverage() {
    // 700 MB of process, and 102 models of 100 MB.
    Limit memory = named(run(Framework.SPIRT, 100, 1, 100e6, 1), "MB of a function");
    assertThat(memory.value()).isEqualTo(700 + 102 * 100.0);
    assertThat(memory.broken()).isTrue();
    assertThat(memory.fixed()).isTrue();
  }

  @Test
  void aSharedDatabaseCannotSendForLongWhatAllWorkersAskFor() {
    Outcome outcome = run(Framework.MLLESS, 16, 4, 50e6, 0.1);
    assertThat(named(outcome, "Gbit/s").broken()).isTrue();
    // 16 workers take 15 updates of 50 MB in each of 4 steps, at 0.78 Gbit/s.
    assertThat(outcome.seconds())
        .isBetween(16 * 15 * 50e6 * 4 * 8 / 0.78e9 - 1, 16 * 15 * 50e6 * 4 * 8 / 0.78e9 + 1);
    assertThat(outcome.burstSeconds()).isLessThan(outcome.seconds());
  }

  @Test
  void whatStopsAnEpochComesBeforeWhatSlowsIt() {
    Outcome outcome = run(Framework.SPIRT, 100, 20, 100e6, 1);
    assertThat(outcome.limits().stream().filter(Limit::broken).anyMatch(one -> !one.stops()))
        .isTrue();
    assertThat(outcome.brokenLimit().orElseThrow().stops()).isTrue();
  }

  @Test
  void everyPartOfTheBillAddsUp() {
    Outcome outcome = run(Framework.SPIRT, 4, 2, 1e6, 1);
    assertThat(outcome.dollars())
        .isEqualTo(outcome.bill().stream().mapToDouble(Outcome.BillLine::dollars).sum());
    double transitions = outcome.counts().transitions() * 0.000025;
    assertThat(outcome.bill()).contains(new Outcome.BillLine("Step Functions", transitions));
  }
}
