package io.spirt.simulator.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.spirt.simulator.Exchange;
import io.spirt.simulator.Framework;
import io.spirt.simulator.Outcome;
import io.spirt.simulator.Parameter;
import io.spirt.simulator.Scenario;
import io.spirt.simulator.Scenarios;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is counted is what the protocols' formulas say; two steps, or one round, an epoch. */
class TrafficTest {
  private static final double MODEL = Scenarios.MODEL;
  private static final int STEPS = 2;

  private static Outcome run(Framework framework, int peers) {
    return EpochSimulation.of(Scenarios.of(framework, peers));
  }

  private static void bytes(Outcome outcome, double sent, double received) {
    assertThat(outcome.sentBytes()).isEqualTo(sent, within(sent * 1e-9));
    assertThat(outcome.receivedBytes()).isEqualTo(received, within(received * 1e-9));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 9, 50})
  void spirtMovesEachAverageToEachOtherPeer(int n) {
    bytes(run(Framework.SPIRT, n), (n - 1) * MODEL, (n - 1) * MODEL);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 9, 50})
  void slicesAndRingMoveTwiceAModelLessItsOwnPart(int n) {
    double each = 2.0 * (n - 1) / n * MODEL;
    bytes(EpochSimulation.of(Scenarios.of(Exchange.SCATTER_REDUCE, n)), each, each);
    bytes(EpochSimulation.of(Scenarios.of(Exchange.RING, n)), each, each);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 9, 50})
  void aTreeMovesEachModelUpAndDownOneEdgeOfEachPeerButTheRoot(int n) {
    double each = 2.0 * (n - 1) / n * MODEL;
    bytes(EpochSimulation.of(Scenarios.of(Exchange.TREE, n)), each, each);
  }

  @Test
  void gossipTakesTheAveragesOfAsManyAsDoublingsReachEverybody() {
    bytes(EpochSimulation.of(Scenarios.of(Exchange.GOSSIP, 16)), 4 * MODEL, 4 * MODEL);
    bytes(EpochSimulation.of(Scenarios.of(Exchange.GOSSIP, 17)), 5 * MODEL, 5 * MODEL);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 9, 50})
  void scatterReducePutsAndGetsChunks(int n) {
    Outcome outcome = run(Framework.SCATTER_REDUCE, n);
    assertThat(outcome.counts().puts()).isEqualTo(STEPS * (n * (n - 1.0) + n));
    // Beside the chunks, each worker gets one batch object a step.
    assertThat(outcome.counts().gets()).isEqualTo(STEPS * (2 * n * (n - 1.0) + n));
    bytes(outcome, STEPS * MODEL, STEPS * 2.0 * (n - 1) / n * MODEL);
  }

  @Test
  void scatterReduceOfFourIsSixteenPutsAndTwentyFourGetsAStep() {
    Outcome outcome = run(Framework.SCATTER_REDUCE, 4);
    assertThat(outcome.counts().puts() / STEPS).isEqualTo(16);
    assertThat(outcome.counts().gets() / STEPS).isEqualTo(24 + 4);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 9, 50})
  void allReducePutsOneMoreThanWorkersAndGetsTwiceTheOthers(int n) {
    Outcome outcome = run(Framework.ALL_REDUCE, n);
    assertThat(outcome.counts().puts()).isEqualTo(STEPS * (n + 1.0));
    assertThat(outcome.counts().gets()).isEqualTo(STEPS * (2.0 * (n - 1) + n));
    bytes(outcome, STEPS * (n + 1.0) / n * MODEL, STEPS * 2.0 * (n - 1) / n * MODEL);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 9, 50})
  void mllessWithoutFilterSendsOneUpdateAndTakesAllOthers(int n) {
    bytes(run(Framework.MLLESS, n), STEPS * MODEL, STEPS * (n - 1.0) * MODEL);
  }

  @Test
  void mllessFilterKeepsInsignificantUpdatesBack() {
    Scenario none =
        Scenarios.of(
            Framework.MLLESS,
            Exchange.ALL_TO_ALL,
            8,
            2,
            MODEL,
            1,
            32,
            Map.of(Parameter.SIGNIFICANT_PART, 0.0));
    Outcome outcome = EpochSimulation.of(none);
    assertThat(outcome.sentBytes()).isZero();
    assertThat(outcome.receivedBytes()).isZero();
    assertThat(outcome.seconds()).isLessThan(run(Framework.MLLESS, 8).seconds());
  }

  @Test
  void peerToPeerPublishesOneAverageAndTakesAllOthers() {
    bytes(run(Framework.P2P, 5), MODEL, 4 * MODEL);
  }

  @Test
  void oneMachineExchangesNothing() {
    bytes(run(Framework.SINGLE, 5), 0, 0);
  }

  @Test
  void eightBitsAreAQuarterOfTheBytes() {
    Scenario packed =
        Scenarios.of(Framework.SPIRT, Exchange.ALL_TO_ALL, 6, 2, MODEL, 1, 8, Map.of());
    bytes(EpochSimulation.of(packed), 5 * MODEL / 4, 5 * MODEL / 4);
  }

  @Test
  void spirtCountsItsStatesAndMessages() {
    Outcome outcome = run(Framework.SPIRT, 4);
    // Of each peer: the Parallel and the Choice, a state for each batch and for six stages.
    assertThat(outcome.counts().transitions()).isEqualTo(4 * (2 + 2 + 6));
    assertThat(outcome.counts().invocations()).isEqualTo(4 * (2 + 6));
    // Three sends, three calls that receive and delete, one call to start the next execution.
    assertThat(outcome.counts().queueRequests()).isEqualTo(4 * (3 + 3 + 1));
  }
}
