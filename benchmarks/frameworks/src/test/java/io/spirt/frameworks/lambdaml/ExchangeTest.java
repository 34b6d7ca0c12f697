package io.spirt.frameworks.lambdaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.spirt.frameworks.worker.Traffic;
import io.spirt.frameworks.worker.Vectors;
import io.spirt.functions.Pauses;
import io.spirt.store.FileObjectStore;
import io.spirt.store.ObjectStore;
import io.spirt.testing.Threads;
import io.spirt.testing.Values;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One step: the bits of the mean, and the requests that the thesis counts. */
class ExchangeTest {
  private static final int LENGTH = 13;
  private static final long BYTES = 4 * LENGTH;

  @TempDir private Path folder;
  private final AtomicReference<Traffic> traffic = new AtomicReference<>(Traffic.NONE);

  @ParameterizedTest
  @CsvSource({"1, 2, 0", "2, 3, 2", "4, 5, 6", "5, 6, 8"})
  void allReducePutsAllVectorsAndTheMeanAndGetsAllButTheOwn(int workers, int puts, int gets)
      throws Exception {
    exchanges(false, workers, workers);
    assertThat(traffic.get().puts()).isEqualTo(puts);
    assertThat(traffic.get().gets()).isEqualTo(gets);
    assertThat(traffic.get().bytesOut()).isEqualTo(puts * BYTES);
    assertThat(traffic.get().bytesIn()).isEqualTo(gets * BYTES);
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 0", "2, 4, 4", "4, 16, 24", "5, 25, 40"})
  void scatterReducePutsAndGetsChunks(int workers, int puts, int gets) throws Exception {
    exchanges(true, workers, workers);
    assertThat(traffic.get().puts()).isEqualTo(puts);
    assertThat(traffic.get().gets()).isEqualTo(gets);
    // All chunks of a vector together are the vector: n of them, whatever their sizes.
    assertThat(traffic.get().bytesOut()).isEqualTo(workers * BYTES);
    assertThat(traffic.get().bytesIn()).isEqualTo(2L * (workers - 1) * BYTES);
  }

  @ParameterizedTest
  @CsvSource({"false, 4, 1", "false, 5, 3", "true, 4, 1", "true, 5, 3", "true, 5, 4"})
  void whoHasNoBatchTakesPartInNothingButTheResult(boolean scatter, int workers, int participants)
      throws Exception {
    exchanges(scatter, workers, participants);
  }

  @Test
  void theFirstChunksAreLargerWhereTheyCannotBeEqual() {
    Chunks chunks = new Chunks(10, 4);
    assertThat(IntStream.rangeClosed(0, 4).map(chunks::begin)).containsExactly(0, 3, 6, 8, 10);
    float[] vector = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
    assertThat(chunks.cut(vector, 1)).containsExactly(3, 4, 5);
    assertThat(chunks.join(IntStream.range(0, 4).mapToObj(i -> chunks.cut(vector, i)).toList()))
        .containsExactly(vector);
  }

  @Test
  void aChunkOfAnotherSizeIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Chunks(4, 2).join(List.of(new float[3], new float[1])))
        .withMessage("chunk 0 has 3 values instead of 2");
  }

  @ParameterizedTest
  @CsvSource({"false", "true"})
  void onlyMeansStayUntilNobodyNeedsThem(boolean scatter) throws Exception {
    exchanges(scatter, 3, 3);
    ObjectStore store = new FileObjectStore(folder);
    assertThat(store.list("")).isNotEmpty().allMatch(key -> key.startsWith("merged/"));
    for (int rank = 0; rank < 3; rank++) {
      exchange(scatter, rank, 3).forget(7);
    }
    assertThat(store.list("")).isNotEmpty();
    for (int rank = 0; rank < 3; rank++) {
      exchange(scatter, rank, 3).forget(8);
    }
    assertThat(store.list("")).isEmpty();
  }

  /** Step 7 of that many workers, of whom the first have a batch. */
  private void exchanges(boolean scatter, int workers, int participants) throws Exception {
    List<Integer> ranks = IntStream.range(0, participants).boxed().toList();
    List<float[]> means =
        Threads.together(
            workers,
            rank ->
                exchange(scatter, rank, workers)
                    .mean(
                        new Step(7, ranks, LENGTH, false),
                        ranks.contains(rank) ? Optional.of(vector(rank)) : Optional.empty()));
    float[] expected = Vectors.mean(ranks.stream().map(ExchangeTest::vector).toList());
    assertThat(means).allSatisfy(mean -> assertThat(mean).containsExactly(expected));
  }

  private Exchange exchange(boolean scatter, int rank, int workers) {
    SharedObjects objects =
        new SharedObjects(
            new FileObjectStore(folder),
            more -> traffic.accumulateAndGet(more, Traffic::plus),
            new Waiting(
                Pauses.real(), InstantSource.system(), () -> Duration.ofMinutes(1), 5, () -> {}));
    return scatter
        ? new ScatterReduceExchange(objects, rank, workers)
        : new AllReduceExchange(objects, rank);
  }

  private static float[] vector(int rank) {
    return Values.random(rank, LENGTH);
  }
}
