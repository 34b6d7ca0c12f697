package io.spirt.cost.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.spirt.cost.Samples;
import org.junit.jupiter.api.Test;

/** Small rounds that can be followed by hand; every stage takes 1 s, every state 0.05 s more. */
class RoundSimulationTest {
  private static final Quotas LARGE = Quotas.of("us-east-1");

  private static RoundDemand run(int peers, int batches, int together, boolean cold) {
    return RoundSimulation.run(peers, batches, together, false, cold, Samples.times(1, 2), LARGE);
  }

  @Test
  void onePeerRunsItsStagesOneAfterAnother() {
    RoundDemand round = run(1, 3, 100, false);
    assertThat(round.seconds()).isCloseTo(7 * 1.05, within(1e-9));
    assertThat(round.concurrency()).isEqualTo(3);
    assertThat(round.transitions()).isEqualTo(1 + 3 + 7);
    assertThat(round.queueRequests()).isEqualTo(2);
    assertThat(round.executions()).isEqualTo(2);
    assertThat(round.delaySeconds()).isZero();
  }

  @Test
  void peersTogetherAddUp() {
    RoundDemand round = run(10, 3, 100, false);
    assertThat(round.concurrency()).isEqualTo(30);
    assertThat(round.invocations()).isEqualTo(30);
    assertThat(round.starts()).isEqualTo(10);
    // 9 messages of each of 10 peers leave in the same instant.
    assertThat(round.queueRequests()).isGreaterThanOrEqualTo(90);
  }

  @Test
  void aMapRunsInWaves() {
    RoundDemand round = run(1, 5, 2, false);
    assertThat(round.concurrency()).isEqualTo(2);
    assertThat(round.seconds()).isCloseTo(3 * 1.05 + 6 * 1.05, within(1e-9));
  }

  @Test
  void startUpMakesEveryStageLonger() {
    assertThat(run(1, 3, 100, true).seconds()).isCloseTo(7 * 3.05, within(1e-9));
  }

  @Test
  void transitionsAboveTheQuotaWait() {
    RoundDemand round = run(10, 1_500, 2_000, false);
    // 15,010 at once: 5,000 are had, the last of the others waits 2 s.
    assertThat(round.transitionRate()).isGreaterThanOrEqualTo(15_010);
    assertThat(round.delaySeconds()).isCloseTo(2.002, within(0.01));
  }

  @Test
  void aBucketRefills() {
    TokenBucket bucket = new TokenBucket(2, 1);
    assertThat(bucket.take(0)).isZero();
    assertThat(bucket.take(0)).isZero();
    assertThat(bucket.take(0)).isEqualTo(1);
    assertThat(bucket.take(0.5)).isEqualTo(2);
    assertThat(bucket.take(10)).isEqualTo(10);
  }
}
