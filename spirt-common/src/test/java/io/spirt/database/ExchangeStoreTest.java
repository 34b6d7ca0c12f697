package io.spirt.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.spirt.peer.Settlement;
import io.spirt.peer.Verdict;
import io.spirt.testing.Threads;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ExchangeStoreTest extends DatabaseTest {
  private static final int THREADS = 16;

  private static Verdict verdict(int round, String announcement) {
    return new Verdict(
        round,
        1,
        new TreeMap<>(Map.of(2, new Verdict.Heard(announcement, Verdict.Outcome.VERIFIED))));
  }

  private static Settlement settlement(int rank) {
    return new Settlement(
        new TreeSet<>(List.of(rank)),
        new TreeMap<>(Map.of(9, Settlement.EQUIVOCATION)),
        new TreeSet<>(List.of(rank)));
  }

  @Test
  void theFirstVerdictStands() {
    assertThat(database.exchange().verdict(3)).isEmpty();
    assertThat(database.exchange().publish(verdict(3, "a"))).isEqualTo(verdict(3, "a"));
    assertThat(database.exchange().publish(verdict(3, "b"))).isEqualTo(verdict(3, "a"));
    assertThat(database.exchange().verdict(3)).contains(verdict(3, "a"));
    assertThat(database.exchange().verdict(4)).isEmpty();
  }

  @Test
  void theFirstSettlementStandsForAll() throws Exception {
    List<Settlement> settled =
        Threads.together(THREADS, i -> database.exchange().settle(3, settlement(i)));
    assertThat(settled).containsOnly(database.exchange().settlement(3).orElseThrow());
  }

  @Test
  void forgetsARoundWithoutATrace() {
    database.exchange().announce(3, "text");
    var unused = database.exchange().publish(verdict(3, "a"));
    var unusedToo = database.exchange().settle(3, settlement(1));
    database.exchange().announce(4, "later");
    database.exchange().forget(3);
    assertThat(allKeys()).containsExactly(keys.announcement(4));
    assertThat(database.exchange().announcement(3)).isEmpty();
    assertThat(database.exchange().announcement(4)).contains("later");
  }
}
