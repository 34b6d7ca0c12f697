package io.spirt.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spirt.tensor.TensorDigest;
import io.spirt.tensor.Tensors;
import io.spirt.testing.ServerKind;
import io.spirt.testing.Threads;
import io.spirt.testing.Values;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GradientStoreTest extends DatabaseTest {
  private static final int ROUND = 2;

  private GradientStore gradients;

  @BeforeEach
  void open() {
    gradients = database.gradients();
  }

  private void store(Integer... batches) {
    for (int batch : batches) {
      gradients.store(ROUND, batch, gradient(batch, -batch));
    }
  }

  private float[] average() {
    return gradients.averageValues(ROUND, 2).orElseThrow().values();
  }

  @Test
  void recordsWhatAGradientFunctionMeasured() {
    GradientStore.BatchRecord record = gradients.store(ROUND, 5, gradient(1, 2));
    assertThat(record).isEqualTo(new GradientStore.BatchRecord(64, 0.5, 1.25));
    assertThat(gradients.find(ROUND, 5)).contains(record);
    assertThat(gradients.find(ROUND, 6)).isEmpty();
    assertThat(gradients.find(ROUND + 1, 5)).isEmpty();
  }

  @Test
  void listsRecordsInTheOrderOfTheBatches() {
    store(10, 9, 2);
    assertThat(gradients.all(ROUND).keySet()).containsExactly(2, 9, 10);
    assertThat(gradients.all(ROUND + 1)).isEmpty();
  }

  @Test
  void averagesAllBatches() {
    store(1, 2, 6);
    GradientStore.Average average = gradients.average(ROUND, List.of(1, 2, 6), false);
    assertThat(average()).containsExactly(3, -3);
    assertThat(average.digest()).isEqualTo(TensorDigest.of(Values.bytes(3, -3)));
    assertThat(average.path()).isEqualTo(kind == ServerKind.WITH_MODULE ? "module" : "lua");
    assertThat(gradients.averageBuffers(ROUND, 1)).isEmpty();
  }

  @Test
  void averagesTheBuffersToo() {
    gradients.store(ROUND, 0, gradient(Values.bytes(1, 2), Values.bytes(10)));
    gradients.store(ROUND, 1, gradient(Values.bytes(3, 4), Values.bytes(20)));
    gradients.average(ROUND, List.of(0, 1), true);
    assertThat(average()).containsExactly(2, 3);
    assertThat(gradients.averageBuffers(ROUND, 1).orElseThrow().values()).containsExactly(15);
  }

  @Test
  void averagesWhatManyFunctionsStoredAtOnce() throws Exception {
    List<Integer> batches = IntStream.range(0, 15).boxed().toList();
    Threads.together(30, i -> gradients.store(ROUND, i % 15, gradient(i % 15, 1)));
    gradients.average(ROUND, batches, false);
    assertThat(average()).containsExactly(7, 1);
  }

  @Test
  void hasNoAverageBeforeItIsMade() {
    store(1);
    assertThat(gradients.averageValues(ROUND, 2)).isEmpty();
  }

  @Test
  void namesTheBatchesThatAreMissing() {
    store(1, 2);
    assertThatThrownBy(() -> gradients.average(ROUND, List.of(1, 2, 3, 7), false))
        .isInstanceOf(StateConflictException.class)
        .hasMessageContaining("MISSING batches 3,7 of round 2");
    assertThat(gradients.averageValues(ROUND, 2)).isEmpty();
  }

  @Test
  void namesTheBatchesThatShouldNotBeThere() {
    store(1, 2, 9);
    assertThatThrownBy(() -> gradients.average(ROUND, List.of(1, 2), false))
        .isInstanceOf(StateConflictException.class)
        .hasMessageContaining("UNEXPECTED batches 9 of round 2");
    assertThat(gradients.averageValues(ROUND, 2)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void namesTheGradientThatIsNotFinite(float value) {
    store(1);
    gradients.store(ROUND, 2, gradient(0, value));
    assertThatThrownBy(() -> gradients.average(ROUND, List.of(1, 2), false))
        .isInstanceOf(StateConflictException.class)
        .hasMessageContaining(keys.gradient(ROUND, 2));
    assertThat(gradients.averageValues(ROUND, 2)).isEmpty();
  }

  @Test
  void refusesGradientsOfDifferentLengths() {
    store(1);
    gradients.store(ROUND, 2, gradient(1, 2, 3));
    assertThatThrownBy(() -> gradients.average(ROUND, List.of(1, 2), false))
        .isInstanceOf(StateConflictException.class);
  }

  @Test
  void averagingTwiceChangesNothing() {
    store(1, 2);
    GradientStore.Average first = gradients.average(ROUND, List.of(1, 2), false);
    assertThat(gradients.average(ROUND, List.of(1, 2), false)).isEqualTo(first);
    assertThat(average()).containsExactly(1.5f, -1.5f);
  }

  @Test
  void averagingAgainAfterTheGradientsWereDroppedChangesNothing() {
    store(1, 2);
    GradientStore.Average first = gradients.average(ROUND, List.of(1, 2), false);
    gradients.forgetGradients(ROUND);
    assertThat(gradients.average(ROUND, List.of(1, 2), false)).isEqualTo(first);
  }

  @Test
  void refusesToAverageOtherBatchesThanBefore() {
    store(1, 2);
    gradients.average(ROUND, List.of(1, 2), false);
    store(3);
    assertThatThrownBy(() -> gradients.average(ROUND, List.of(1, 2, 3), false))
        .isInstanceOf(StateConflictException.class)
        .hasMessageContaining("CONFLICT round 2");
    assertThat(average()).containsExactly(1.5f, -1.5f);
  }

  /** The tensors are stored before the record: a function that was killed between left no trace. */
  @Test
  void doesNotSeeAGradientWhoseWriterStoppedBeforeTheRecord() {
    store(1);
    new Tensors(redis).put(keys.gradient(ROUND, 2), Values.bytes(9, 9));
    assertThat(gradients.find(ROUND, 2)).isEmpty();
    assertThat(gradients.all(ROUND)).containsOnlyKeys(1);
    assertThatThrownBy(() -> gradients.average(ROUND, List.of(1, 2), false))
        .hasMessageContaining("MISSING batches 2 of round 2");
    store(2);
    gradients.average(ROUND, List.of(1, 2), false);
    assertThat(average()).containsExactly(1.5f, -1.5f);
  }

  @Test
  void missesAGradientWhoseTensorIsGone() {
    store(1, 2);
    redis.del(keys.gradient(ROUND, 1));
    assertThatThrownBy(() -> gradients.average(ROUND, List.of(1, 2), false))
        .hasMessageContaining("MISSING batches 1 of round 2");
  }

  @Test
  void missesAGradientWhoseBuffersAreGone() {
    gradients.store(ROUND, 0, gradient(Values.bytes(1, 2), Values.bytes(10)));
    redis.del(keys.gradientBuffers(ROUND, 0));
    assertThatThrownBy(() -> gradients.average(ROUND, List.of(0), true))
        .hasMessageContaining("MISSING batches 0 of round 2");
  }

  @Test
  void storingABatchTwiceCountsItOnce() {
    store(1, 2, 2, 1);
    gradients.average(ROUND, List.of(1, 2), false);
    assertThat(average()).containsExactly(1.5f, -1.5f);
  }

  @Test
  void forgetsARoundWithoutATrace() {
    gradients.store(ROUND, 0, gradient(Values.bytes(1, 2), Values.bytes(10)));
    gradients.average(ROUND, List.of(0), true);
    gradients.forgetGradients(ROUND);
    assertThat(average()).containsExactly(1, 2);
    database.encoded().store(ROUND, new byte[] {1, 2, 3});
    gradients.forgetAverage(ROUND);
    assertThat(allKeys()).isEmpty();
  }

  @Test
  void forgettingARoundLeavesTheOthers() {
    store(1);
    gradients.store(ROUND + 1, 1, gradient(4, 5));
    gradients.forgetGradients(ROUND);
    assertThat(gradients.find(ROUND + 1, 1)).isPresent();
    gradients.average(ROUND + 1, List.of(1), false);
    gradients.forgetAverage(ROUND);
    assertThat(gradients.averageValues(ROUND + 1, 2)).isPresent();
  }

  @Test
  void refusesARecordThatIsNotJson() {
    redis.hset(keys.gradients(ROUND), "1", "{broken");
    assertThatThrownBy(() -> gradients.find(ROUND, 1))
        .isInstanceOf(StateConflictException.class)
        .hasMessageContaining("BatchRecord");
  }
}
