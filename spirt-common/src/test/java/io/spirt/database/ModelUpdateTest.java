package io.spirt.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spirt.engine.ModelState;
import io.spirt.job.OptimizerSpec;
import io.spirt.tensor.TensorDigest;
import io.spirt.testing.Threads;
import io.spirt.testing.Values;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelUpdateTest extends DatabaseTest {
  private static final int THREADS = 16;
  private static final int COUNT = 2345;

  private void initialiseWithAggregate(int round) {
    database.model().initialise(state(1, 2));
    database.aggregates().store(round, Values.bytes(0.5f, 0.25f), Values.none());
  }

  @Test
  void subtractsTheAggregateTimesTheRate() {
    initialiseWithAggregate(0);
    ModelStore.Version version = database.model().update(0, 2, PLAIN_SGD, false);
    assertThat(params()).containsExactly(0, 1.5f);
    assertThat(version)
        .isEqualTo(new ModelStore.Version(1, TensorDigest.of(Values.bytes(0, 1.5f)), 2, 0))
        .isEqualTo(database.model().requireVersion());
  }

  @Test
  void givesTheBitsOfFloat32ArithmeticRoundByRound() {
    float[] params = Values.random(1, COUNT);
    float[] velocity = new float[COUNT];
    database.model().initialise(state(params));
    OptimizerSpec optimizer = OptimizerSpec.sgd(0.9, true, 0.0005);
    for (int round = 0; round < 3; round++) {
      float[] aggregate = Values.random(100 + round, COUNT);
      database.aggregates().store(round, Values.bytes(aggregate), Values.none());
      ModelStore.Version version = database.model().update(round, 0.05, optimizer, false);
      for (int i = 0; i < COUNT; i++) {
        float slope = aggregate[i] + 0.0005f * params[i];
        velocity[i] = round == 0 ? slope : slope + 0.9f * velocity[i];
        params[i] -= 0.05f * (slope + 0.9f * velocity[i]);
      }
      assertThat(params()).containsExactly(params);
      assertThat(version.digest()).isEqualTo(TensorDigest.of(Values.bytes(params)));
    }
  }

  @Test
  void happensOnceHoweverOftenItIsCalled() throws Exception {
    initialiseWithAggregate(0);
    List<ModelStore.Version> versions =
        Threads.together(THREADS, i -> database.model().update(0, 2, PLAIN_SGD, false));
    assertThat(versions).containsOnly(database.model().requireVersion());
    assertThat(database.model().update(0, 2, PLAIN_SGD, false)).isEqualTo(versions.get(0));
    assertThat(params()).containsExactly(0, 1.5f);
  }

  @Test
  void happensOnceWithMomentumToo() throws Exception {
    initialiseWithAggregate(0);
    OptimizerSpec momentum = OptimizerSpec.sgd(0.5, false, 0);
    Threads.together(THREADS, i -> database.model().update(0, 2, momentum, false));
    assertThat(params()).containsExactly(0, 1.5f);
    database.aggregates().store(1, Values.bytes(0, 0), Values.none());
    Threads.together(THREADS, i -> database.model().update(1, 2, momentum, false));
    assertThat(params()).containsExactly(-0.5f, 1.25f);
  }

  /** With a constant gradient every step of Adam is the learning rate, whatever the gradient. */
  @Test
  void happensOnceWithAdamToo() throws Exception {
    initialiseWithAggregate(0);
    OptimizerSpec adam = OptimizerSpec.adam(0.9, 0.999, 1e-30, 0);
    Threads.together(THREADS, i -> database.model().update(0, 0.25, adam, false));
    assertThat(params()).containsExactly(new float[] {0.75f, 1.75f}, within());
    database.aggregates().store(1, Values.bytes(0.5f, 0.25f), Values.none());
    Threads.together(THREADS, i -> database.model().update(1, 0.25, adam, false));
    assertThat(params()).containsExactly(new float[] {0.5f, 1.5f}, within());
    assertThat(allKeys())
        .contains(
            keys.optimizer(OptimizerTensor.FIRST_MOMENT),
            keys.optimizer(OptimizerTensor.SECOND_MOMENT))
        .doesNotContain(keys.optimizer(OptimizerTensor.VELOCITY));
  }

  private static Offset<Float> within() {
    return Offset.offset(1e-6f);
  }

  @Test
  void refusesToGoOnWithAdamWithoutItsMoments() {
    initialiseWithAggregate(0);
    database.aggregates().store(1, Values.bytes(1, 1), Values.none());
    OptimizerSpec adam = OptimizerSpec.adam(0.9, 0.999, 1e-8, 0);
    var unused = database.model().update(0, 0.25, adam, false);
    redis.del(keys.optimizer(OptimizerTensor.SECOND_MOMENT));
    float[] before = params();
    assertThatThrownBy(() -> database.model().update(1, 0.25, adam, false))
        .isInstanceOf(StateConflictException.class)
        .hasMessageContaining("MISSING")
        .hasMessageContaining(keys.optimizer(OptimizerTensor.SECOND_MOMENT));
    assertThat(params()).containsExactly(before);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void refusesARoundThatIsNotDueAndNamesBothVersions(int round) {
    initialiseWithAggregate(round);
    assertThatThrownBy(() -> database.model().update(round, 2, PLAIN_SGD, false))
        .isInstanceOf(StateConflictException.class)
        .hasMessageContaining("has version 0")
        .hasMessageContaining("from version " + round);
    assertThat(params()).containsExactly(1, 2);
  }

  @Test
  void refusesARoundOfLongAgo() {
    initialiseWithAggregate(0);
    database.aggregates().store(1, Values.bytes(0, 0), Values.none());
    database.model().update(0, 2, PLAIN_SGD, false);
    database.model().update(1, 2, PLAIN_SGD, false);
    assertThatThrownBy(() -> database.model().update(0, 2, PLAIN_SGD, false))
        .isInstanceOf(StateConflictException.class)
        .hasMessageContaining("has version 2")
        .hasMessageContaining("from version 0");
  }

  @Test
  void refusesToUpdateWithoutAModelOrAnAggregate() {
    assertThatThrownBy(() -> database.model().update(0, 2, PLAIN_SGD, false))
        .isInstanceOf(StateConflictException.class);
    database.model().initialise(state(1, 2));
    assertThatThrownBy(() -> database.model().update(0, 2, PLAIN_SGD, false))
        .isInstanceOf(StateConflictException.class)
        .hasMessageContaining("MISSING")
        .hasMessageContaining(keys.aggregate(0));
    assertThat(database.model().requireVersion().version()).isZero();
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void refusesAnAggregateThatIsNotFinite(float value) {
    database.model().initialise(state(1, 2));
    database.aggregates().store(0, Values.bytes(1, value), Values.none());
    assertThatThrownBy(() -> database.model().update(0, 2, PLAIN_SGD, false))
        .isInstanceOf(StateConflictException.class)
        .hasMessageContaining("at element 1");
    assertThat(params()).containsExactly(1, 2);
    assertThat(database.model().requireVersion().version()).isZero();
  }

  @Test
  void refusesAnAggregateOfAnotherLength() {
    database.model().initialise(state(1, 2));
    database.aggregates().store(0, Values.bytes(1, 2, 3), Values.none());
    assertThatThrownBy(() -> database.model().update(0, 2, PLAIN_SGD, false))
        .isInstanceOf(StateConflictException.class);
    assertThat(params()).containsExactly(1, 2);
  }

  @Test
  void replacesTheBuffersByThoseOfTheAggregate() {
    database.model().initialise(new ModelState(Values.bytes(1, 2), Values.bytes(5, 6, 7)));
    database.aggregates().store(0, Values.bytes(0, 0), Values.bytes(8, 9, 10));
    ModelStore.Version version = database.model().update(0, 2, PLAIN_SGD, true);
    assertThat(Values.floats(database.model().state(version).buffers())).containsExactly(8, 9, 10);
  }

  @Test
  void forgetsAnAggregateOfAnEndedRound() {
    initialiseWithAggregate(0);
    database.aggregates().store(1, Values.bytes(1, 2), Values.bytes(3));
    database.aggregates().forget(0);
    assertThat(allKeys())
        .doesNotContain(keys.aggregate(0))
        .contains(keys.aggregate(1), keys.aggregateBuffers(1));
    database.aggregates().forget(1);
    assertThat(allKeys()).containsExactlyInAnyOrder(keys.model(), keys.params());
  }
}
