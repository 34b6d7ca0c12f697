package io.spirt.database;

import static io.spirt.database.OptimizerTensor.VELOCITY;
import static org.assertj.core.api.Assertions.assertThat;

import io.spirt.engine.ModelState;
import io.spirt.tensor.TensorDigest;
import io.spirt.tensor.Tensors;
import io.spirt.testing.Threads;
import io.spirt.testing.Values;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** A model of other peers replaces an older one, as a whole and never a newer one. */
class ModelAdoptionTest extends DatabaseTest {
  /** More than a client has connections. */
  private static final int THREADS = 24;

  private ModelStore.Version adopt(int version, float value) {
    return database.model().adopt(version(version, value), model(value), velocity(value));
  }

  private static OptimizerState velocity(float value) {
    return new OptimizerState(Map.of(VELOCITY, Values.bytes(-value, 1)));
  }

  private static ModelState model(float value) {
    return new ModelState(Values.bytes(value, 2), Values.bytes(value));
  }

  private static ModelStore.Version version(int version, float value) {
    return new ModelStore.Version(version, TensorDigest.of(Values.bytes(value, 2)), 2, 1);
  }

  private void assertIs(int version, float value) {
    ModelStore.Version there = database.model().requireVersion();
    assertThat(there).isEqualTo(version(version, value));
    assertThat(params()).containsExactly(value, 2);
    assertThat(Values.floats(database.model().state(there).buffers())).containsExactly(value);
    assertThat(database.model().optimizer(there)).isEqualTo(velocity(value));
    assertThat(allKeys())
        .containsExactlyInAnyOrder(
            keys.model(), keys.params(), keys.buffers(), keys.optimizer(VELOCITY));
  }

  @Test
  void isTakenWhereThereIsNone() {
    assertThat(adopt(7, 3)).isEqualTo(version(7, 3));
    assertIs(7, 3);
  }

  @Test
  void isTakenInPlaceOfAnOlderOne() {
    var unused = database.model().initialise(model(1));
    assertThat(adopt(7, 3)).isEqualTo(version(7, 3));
    assertThat(adopt(8, 4)).isEqualTo(version(8, 4));
    assertIs(8, 4);
  }

  @Test
  void isNotTakenInPlaceOfANewerOne() {
    var unused = adopt(7, 3);
    assertThat(adopt(6, 4)).isEqualTo(version(7, 3));
    assertIs(7, 3);
  }

  @Test
  void twiceIsOnce() {
    var unused = adopt(7, 3);
    assertThat(adopt(7, 3)).isEqualTo(version(7, 3));
    assertIs(7, 3);
  }

  /** A peer in the minority copies the majority's model of the same version. */
  @Test
  void isTakenInPlaceOfADifferentOneOfTheSameVersion() {
    var unused = adopt(7, 3);
    assertThat(adopt(7, 4)).isEqualTo(version(7, 4));
    assertIs(7, 4);
  }

  @Test
  void dropsTheVelocityIfTheOtherHasNone() {
    var unused = adopt(7, 3);
    ModelStore.Version after =
        database.model().adopt(version(8, 4), model(4), OptimizerState.none());
    assertThat(database.model().optimizer(after)).isEqualTo(OptimizerState.none());
    assertThat(allKeys()).doesNotContain(keys.optimizer(VELOCITY));
  }

  @Test
  void takesTheMomentsAlong() {
    var unused = adopt(7, 3);
    OptimizerState moments =
        new OptimizerState(
            Map.of(
                OptimizerTensor.FIRST_MOMENT, Values.bytes(1, -1),
                OptimizerTensor.SECOND_MOMENT, Values.bytes(2, 3)));
    ModelStore.Version after = database.model().adopt(version(8, 4), model(4), moments);
    assertThat(database.model().optimizer(after)).isEqualTo(moments);
    assertThat(allKeys()).doesNotContain(keys.optimizer(VELOCITY));
  }

  /** What a writer that was killed before its transaction leaves behind goes with the next one. */
  @Test
  void dropsWhatKilledWritersLeftAside() {
    var unused = adopt(7, 3);
    for (String key : List.of(keys.params(), keys.buffers(), keys.optimizer(VELOCITY))) {
      new Tensors(redis).put(key + ":killed", Values.bytes(9, 9));
    }
    assertThat(database.model().requireVersion()).isEqualTo(version(7, 3));
    assertThat(params()).containsExactly(3, 2);
    assertThat(adopt(8, 4)).isEqualTo(version(8, 4));
    assertIs(8, 4);
  }

  // Again and again: which of the races happens is up to the machine.
  @RepeatedTest(10)
  void theNewestStaysWhenManyComeAtOnce() throws Exception {
    var unused = database.model().initialise(model(0));
    List<ModelStore.Version> seen = Threads.together(THREADS, i -> adopt(1 + i % 8, 1 + i % 8));
    for (int i = 0; i < THREADS; i++) {
      assertThat(seen.get(i).version()).isGreaterThanOrEqualTo(1 + i % 8);
    }
    assertIs(8, 8);
  }
}
