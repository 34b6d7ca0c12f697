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

  private static SortedMap<Integer, String> announcements(Integer... ranks) {
    SortedMap<Integer, String> announcements = new TreeMap<>();
    for (int rank : ranks) {
      announcements.put(rank, "announcement of " + rank);
    }
    return announcements;
  }

  @Test
  void countsDistinctRanksWhateverTheOrder() {
    for (int rank : new int[] {10, 2, 9, 2, 10}) {
      barrier.report(3, rank, "announcement of " + rank);
    }
    assertThat(barrier.reported(3)).isEqualTo(announcements(2, 9, 10));
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
  void isPassedOnceAndForAll() {
    assertThat(barrier.pass(3, announcements(0, 2))).isEqualTo(announcements(0, 2));
    assertThat(barrier.pass(3, announcements(0, 1, 2))).isEqualTo(announcements(0, 2));
    assertThat(barrier.candidates(3)).isEqualTo(announcements(0, 2));
  }

  @Test
  void isPassedWithTheSameWhenManyTryAtOnce() throws Exception {
    List<SortedMap<Integer, String>> passed =
        Threads.together(THREADS, i -> barrier.pass(3, announcements(i)));
    assertThat(passed).containsOnly(barrier.candidates(3));
    assertThat(barrier.candidates(3)).hasSize(1);
  }

  @Test
  void aReportAfterTheBarrierDoesNotChangeWhoIsACandidate() {
    barrier.report(3, 0, "announcement of 0");
    barrier.pass(3, barrier.reported(3));
    barrier.report(3, 1, "announcement of 1");
    assertThat(barrier.candidates(3)).isEqualTo(announcements(0));
  }

  @Test
  void saysWhichStageIsToRunFirst() {
    assertThatThrownBy(() -> barrier.candidates(3))
        .isInstanceOf(StateConflictException.class)
        .hasMessage("the barrier of round 3 was not passed: run the sync stage first");
  }

  @Test
  void forgetsARoundWithoutATrace() {
    barrier.report(3, 1, "digest");
    barrier.deadlineMillis(3, 5);
    barrier.pass(3, announcements(1));
    barrier.report(4, 1, "digest");
    barrier.forget(3);
    assertThat(allKeys()).containsExactly(keys.reported(4));
  }
}
