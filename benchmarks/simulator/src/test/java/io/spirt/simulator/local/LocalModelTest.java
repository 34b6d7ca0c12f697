package io.spirt.simulator.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Rounds by hand: 2 cores, 2 processes, 3 batches of 1 s a peer unless something else is said. */
class LocalModelTest {
  private static LocalTimes times(
      double state, double average, double averageOther, double fetch, double update) {
    return new LocalTimes(
        1, 0, state, 0, average, averageOther, 0, 0, 0, 0, fetch, 0, 0, 0, 0, update, 0, 0);
  }

  private static double round(LocalTimes times, int peers) {
    return LocalModel.roundSeconds(times, peers, 3, 2, 2);
  }

  @Test
  void gradientsFillTheProcesses() {
    // Six gradients by two.
    assertThat(round(times(0, 0, 0, 0, 0), 2)).isEqualTo(3, within(1e-9));
    assertThat(round(times(0, 0, 0, 0, 0), 4)).isEqualTo(6, within(1e-9));
  }

  @Test
  void whatEachPeerDoesAtTheSameTimeSharesTheCores() {
    // One average and one update of one peer: a second of work each, one core.
    assertThat(round(times(0, 0, 0, 0, 1), 1)).isEqualTo(2 + 1, within(1e-9));
    // Four peers fetch four averages each, 1.6 s of work in all, by two cores.
    assertThat(round(times(0, 0, 0, 0.1, 0), 4)).isEqualTo(6 + 0.8, within(1e-9));
  }

  @Test
  void messagesGrowWithThePeers() {
    double few = round(times(0, 0, 0.1, 0, 0), 2);
    double more = round(times(0, 0, 0.1, 0, 0), 4);
    // No less than all the work on two cores, no more than that and the last peer's messages.
    assertThat(few).isBetween(3.1, 3.2);
    assertThat(more).isBetween(6.6, 6.9);
  }

  @Test
  void oneProcessOnTwoCoresIsNotSlowedByStages() {
    assertThat(LocalModel.roundSeconds(times(0, 0, 0, 0, 0), 2, 3, 1, 2))
        .isEqualTo(6, within(1e-9));
  }
}
