package io.spirt.simulator.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.spirt.simulator.Exchange;
import io.spirt.simulator.Framework;
import io.spirt.simulator.Outcome;
import io.spirt.simulator.Parameter;
import io.spirt.simulator.Scenario;
import io.spirt.simulator.Scenarios;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What has to hold for any size, without stragglers, whose draws would differ. */
class EpochSimulationPropertiesTest {
  private static final Map<Parameter, Double> NO_STRAGGLERS =
      Map.of(Parameter.STRAGGLER_SIGMA, 0.0);

  private static Scenario scenario(
      Framework framework, Exchange exchange, int peers, int kilobytes, int bits) {
    return Scenarios.of(
        framework, exchange, peers, 2, 1000.0 * kilobytes, 0.5, bits, NO_STRAGGLERS);
  }

  @Property(tries = 20)
  void moreBytesTakeNoLess(
      @ForAll Framework framework,
      @ForAll Exchange exchange,
      @ForAll @IntRange(min = 1, max = 24) int peers,
      @ForAll @IntRange(min = 1, max = 50_000) int kilobytes) {
    double small = seconds(scenario(framework, exchange, peers, kilobytes, 32));
    double large = seconds(scenario(framework, exchange, peers, 2 * kilobytes, 32));
    assertThat(large).isGreaterThanOrEqualTo(small);
  }

  @Property(tries = 20)
  void allToAllTakesNoLessWithMorePeers(
      @ForAll @IntRange(min = 1, max = 40) int peers,
      @ForAll @IntRange(min = 1, max = 20_000) int kilobytes) {
    double few = seconds(scenario(Framework.SPIRT, Exchange.ALL_TO_ALL, peers, kilobytes, 32));
    double more = seconds(scenario(Framework.SPIRT, Exchange.ALL_TO_ALL, peers + 1, kilobytes, 32));
    assertThat(more).isGreaterThanOrEqualTo(few);
  }

  @Property(tries = 20)
  void everyByteTakesAtLeastItsTimeOnTheFunctionsLink(
      @ForAll @IntRange(min = 2, max = 40) int peers,
      @ForAll @IntRange(min = 1, max = 20_000) int kilobytes) {
    Scenario scenario = scenario(Framework.SPIRT, Exchange.ALL_TO_ALL, peers, kilobytes, 32);
    Outcome outcome = EpochSimulation.of(scenario);
    double least = outcome.receivedBytes() / scenario.of(Parameter.FUNCTION_BYTES);
    assertThat(outcome.seconds()).isGreaterThan(least);
  }

  @Property(tries = 15)
  void aSeedSaysEverything(
      @ForAll Framework framework,
      @ForAll Exchange exchange,
      @ForAll @IntRange(min = 1, max = 20) int peers) {
    Scenario scenario = Scenarios.of(framework, exchange, peers, Scenarios.MODEL);
    Outcome once = EpochSimulation.of(scenario);
    Outcome again = EpochSimulation.of(scenario);
    assertThat(again.seconds()).isEqualTo(once.seconds());
    assertThat(again.dollars()).isEqualTo(once.dollars());
    assertThat(again.limits()).isEqualTo(once.limits());
  }

  @Property(tries = 15)
  void fewerBitsAreFewerBytes(
      @ForAll Framework framework, @ForAll @IntRange(min = 2, max = 20) int peers) {
    Outcome whole = EpochSimulation.of(scenario(framework, Exchange.ALL_TO_ALL, peers, 4000, 32));
    Outcome packed = EpochSimulation.of(scenario(framework, Exchange.ALL_TO_ALL, peers, 4000, 8));
    assertThat(packed.receivedBytes() * 4).isEqualTo(whole.receivedBytes());
  }

  private static double seconds(Scenario scenario) {
    return EpochSimulation.of(scenario).seconds();
  }
}
