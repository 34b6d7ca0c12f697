package io.spirt.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spirt.database.IdentityStore.SealedIdentity;
import io.spirt.testing.Threads;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdentityStoreTest extends DatabaseTest {
  private static final int THREADS = 16;

  @Test
  void keepsTheFirstKeyPair() {
    assertThat(database.identity().find()).isEmpty();
    SealedIdentity first = new SealedIdentity("public", "sealed");
    assertThat(database.identity().initialise(first)).isEqualTo(first);
    assertThat(database.identity().initialise(new SealedIdentity("other", "other")))
        .isEqualTo(first);
    assertThat(database.identity().find()).contains(first);
  }

  @Test
  void allGetTheSameKeyPairWhenManyMakeOneAtOnce() throws Exception {
    List<SealedIdentity> found =
        Threads.together(
            THREADS, i -> database.identity().initialise(new SealedIdentity("key " + i, "x")));
    assertThat(found).containsOnly(database.identity().find().orElseThrow());
  }

  @Test
  void incarnationsFollowEachOther() {
    assertThatThrownBy(() -> database.identity().incarnation())
        .isInstanceOf(StateConflictException.class)
        .hasMessageContaining("run the init stage first");
    database.identity().setIncarnation("one");
    database.identity().setIncarnation("two");
    assertThat(database.identity().incarnation()).isEqualTo("two");
  }
}
