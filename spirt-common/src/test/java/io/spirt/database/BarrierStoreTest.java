package io.spirt.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spirt.testing.Threads;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BarrierStoreTest extends DatabaseTest {
  private static final int THREADS = 16;

  private BarrierStore barrier;

  @BeforeEach
  void open() {
    barrier = database.barrier();
  }

  private static SortedMap<Integer, String> digests(Integer... ranks) {
    SortedMap<Integer, String> digests = new TreeMap<>();
    for (int rank : ranks) {
      digests.put(rank, "digest of " + rank);
    }
    return digests;
  }

  @Test
  void countsDistinctRanksWhateverTheOrder() {
    for (int rank : new int[] {10, 2, 9, 2, 10}) {
      barrier.report(3, rank, "digest of " + rank);
    }
    assertThat(barrier.reported(3)).isEqualTo(digests(2, 9, 10));
    assertThat(barrier.reported(3).firstKey()).isEqualTo(2);
  }

  @Test
  void keepsTheFirstWordOfARank() {
    barrier.report(3, 1, "first");
    barrier.report(3, 1, "second");
    assertThat(barrier.reported(3)).containsExactly(Map.entry(1, "first"));
  }

  @Test
  void keepsRoundsApart() {
    barrier.report(3, 1, "late");
    assertThat(barrier.reported(4)).isEmpty();
  }

  @Test
  void keepsTheFirstDeadline() {
    assertThat(barrier.deadlineMillis(3, 1_000_000_000_000L)).isEqualTo(1_000_000_000_000L);
    assertThat(barrier.deadlineMillis(3, 2_000_000_000_000L)).isEqualTo(1_000_000_000_000L);
    assertThat(barrier.deadlineMillis(4, 5)).isEqualTo(5);
  }

  @Test
  void settlesOnceAndForAll() {
    assertThat(barrier.settle(3, digests(0, 2))).isEqualTo(digests(0, 2));
    assertThat(barrier.settle(3, digests(0, 1, 2))).isEqualTo(digests(0, 2));
    assertThat(barrier.participants(3)).isEqualTo(digests(0, 2));
  }

  @Test
  void settlesForTheSameWhenManyTryAtOnce() throws Exception {
    List<SortedMap<Integer, String>> settled =
        Threads.together(THREADS, i -> barrier.settle(3, digests(i)));
    assertThat(settled).containsOnly(barrier.participants(3));
    assertThat(barrier.participants(3)).hasSize(1);
  }

  @Test
  void aReportAfterTheBarrierDoesNotChangeWhoTakesPart() {
    barrier.report(3, 0, "digest of 0");
    barrier.settle(3, barrier.reported(3));
    barrier.report(3, 1, "digest of 1");
    assertThat(barrier.participants(3)).isEqualTo(digests(0));
  }

  @Test
  void saysWhichStageIsToRunFirst() {
    assertThatThrownBy(() -> barrier.participants(3))
        .isInstanceOf(StateConflictException.class)
        .hasMessage("the participants of round 3 are not settled: run the sync stage first");
  }

  @Test
  void forgetsARoundWithoutATrace() {
    barrier.report(3, 1, "digest");
    barrier.deadlineMillis(3, 5);
    barrier.settle(3, digests(1));
    barrier.report(4, 1, "digest");
    barrier.forget(3);
    assertThat(allKeys()).containsExactly(keys.reported(4));
  }
}
