package io.spirt.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spirt.engine.ModelState;
import io.spirt.tensor.TensorDigest;
import io.spirt.tensor.Tensors;
import io.spirt.testing.Threads;
import io.spirt.testing.Values;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class ModelStoreTest extends DatabaseTest {
  /** More than a client has connections. */
  private static final int THREADS = 24;

  @Test
  void hasNoVersionBeforeInit() {
    assertThat(database.model().version()).isEmpty();
    assertThatThrownBy(() -> database.model().requireVersion())
        .isInstanceOf(StateConflictException.class)
        .hasMessageContaining("run the init stage first");
  }

  @Test
  void returnsTheStateThatItWasInitialisedWith() {
    ModelState state = new ModelState(Values.bytes(1, 2, 3), Values.bytes(4, 5));
    ModelStore.Version version = database.model().initialise(state);
    assertThat(version)
        .isEqualTo(new ModelStore.Version(0, TensorDigest.of(state.params()), 3, 2))
        .isEqualTo(database.model().requireVersion());
    assertThat(version.hasBuffers()).isTrue();
    assertThat(Values.floats(database.model().state(version).params())).containsExactly(1, 2, 3);
    assertThat(Values.floats(database.model().state(version).buffers())).containsExactly(4, 5);
    assertThat(allKeys()).containsExactlyInAnyOrder(keys.model(), keys.params(), keys.buffers());
  }

  @Test
  void keepsNoBuffersForAModelThatHasNone() {
    ModelStore.Version version = database.model().initialise(state(1, 2));
    assertThat(version.hasBuffers()).isFalse();
    assertThat(database.model().state(version).buffers().remaining()).isZero();
    assertThat(allKeys()).containsExactlyInAnyOrder(keys.model(), keys.params());
  }

  @Test
  void isNotInitialisedTwice() {
    ModelStore.Version first = database.model().initialise(state(1, 2));
    assertThat(database.model().initialise(state(7, 8, 9))).isEqualTo(first);
    assertThat(params()).containsExactly(1, 2);
    assertThat(allKeys()).hasSize(2);
  }

  @Test
  void isNotResetAfterAnUpdate() {
    database.model().initialise(state(1, 2));
    database.aggregates().store(0, Values.bytes(1, 1), Values.none());
    ModelStore.Version updated = database.model().update(0, 0.5, PLAIN_SGD, false);
    assertThat(database.model().initialise(state(1, 2))).isEqualTo(updated);
    assertThat(updated.version()).isEqualTo(1);
    assertThat(params()).containsExactly(0.5f, 1.5f);
  }

  // Again and again: which of the races happens is up to the machine.
  @RepeatedTest(20)
  void keepsOneWholeStateWhenManyInitialiseAtOnce() throws Exception {
    List<ModelState> states =
        IntStream.range(0, THREADS)
            .mapToObj(i -> new ModelState(Values.bytes(i, i, i), Values.bytes(i)))
            .toList();
    List<ModelStore.Version> versions =
        Threads.together(THREADS, i -> database.model().initialise(states.get(i)));
    ModelStore.Version version = database.model().requireVersion();
    assertThat(versions).containsOnly(version);
    float winner = params()[0];
    assertThat(params()).containsOnly(winner);
    assertThat(version.digest()).isEqualTo(TensorDigest.of(states.get((int) winner).params()));
    assertThat(Values.floats(database.model().state(version).buffers())).containsExactly(winner);
    assertThat(allKeys()).containsExactlyInAnyOrder(keys.model(), keys.params(), keys.buffers());
  }

  /** What a writer that was killed before its transaction leaves behind. */
  @Test
  void doesNotShowAStateWhoseWriterStoppedHalfway() {
    new Tensors(redis).put(keys.params() + ":aside", Values.bytes(6, 6));
    assertThat(database.model().version()).isEmpty();
    database.model().initialise(state(1, 2));
    assertThat(params()).containsExactly(1, 2);
    assertThat(allKeys()).containsExactlyInAnyOrder(keys.model(), keys.params());
  }

  @Test
  void saysSoWhenATensorIsGone() {
    ModelStore.Version version = database.model().initialise(state(1, 2));
    redis.del(keys.params());
    assertThatThrownBy(() -> database.model().state(version))
        .isInstanceOf(StateConflictException.class)
        .hasMessageContaining(keys.params());
  }
}
