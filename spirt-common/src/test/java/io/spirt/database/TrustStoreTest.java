package io.spirt.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spirt.message.JoinRequest;
import io.spirt.testing.Threads;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrustStoreTest extends DatabaseTest {
  private static final int THREADS = 16;

  private static JoinRequest request(int rank, String host) {
    return new JoinRequest(rank, "key", host, 6379, null, "join", "password", "sync", false);
  }

  @Test
  void keepsTheLastJoinRequestOfARank() {
    database.trust().trust(request(10, "one"));
    database.trust().trust(request(2, "two"));
    database.trust().trust(request(10, "three"));
    assertThat(database.trust().peers())
        .isEqualTo(Map.of(2, request(2, "two"), 10, request(10, "three")));
    assertThat(database.trust().peers().firstKey()).isEqualTo(2);
    assertThat(database.trust().peer(10)).contains(request(10, "three"));
    assertThat(database.trust().peer(1)).isEmpty();
  }

  @Test
  void refusesWhatIsNoJoinRequest() {
    redis.hset(keys.trusted(), "1", "{");
    assertThatThrownBy(() -> database.trust().peers()).isInstanceOf(StateConflictException.class);
  }

  @Test
  void keepsPasswordsUntilTheyAreDropped() {
    database.trust().keepPassword(1, "old");
    database.trust().keepPassword(1, "new");
    database.trust().keepPassword(2, "other");
    assertThat(database.trust().passwords()).isEqualTo(Map.of(1, "new", 2, "other"));
    database.trust().dropPassword(1);
    database.trust().dropPassword(3);
    assertThat(database.trust().passwords()).isEqualTo(Map.of(2, "other"));
  }

  @Test
  void knowsNoncesBySenderAndForAWhile() {
    String nonce = "a".repeat(32);
    database.trust().note(1, nonce, 600_000);
    assertThat(database.trust().isSeen(1, nonce)).isTrue();
    assertThat(database.trust().isSeen(2, nonce)).isFalse();
    assertThat(database.trust().isSeen(1, "b".repeat(32))).isFalse();
    assertThat(redis.pttl(keys.nonce(1, nonce))).isBetween(1L, 600_000L);
  }

  @Test
  void countsRefusalsByReasonWhoeverCounts() throws Exception {
    List<Boolean> counted =
        Threads.together(
            THREADS,
            i -> {
              database.trust().countRefused(i % 4 == 0 ? "altered" : "expired");
              return true;
            });
    assertThat(counted).hasSize(THREADS);
    assertThat(database.trust().refused()).isEqualTo(Map.of("altered", 4, "expired", 12));
  }
}
