package io.spirt.frameworks.lambdaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.spirt.frameworks.testing.SmallJob;
import io.spirt.frameworks.worker.Traffic;
import io.spirt.frameworks.worker.WorkerEpoch;
import io.spirt.frameworks.worker.WorkerRecords;
import io.spirt.functions.RunObjects;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole trainings with workers on threads. */
@Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LambdaMlTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "all-reduce, 1, 0", "all-reduce, 2, 0.5", "all-reduce, 3, 0", "all-reduce, 4, 0.9",
    "all-reduce, 5, 0.5", "scatter-reduce, 1, 0", "scatter-reduce, 2, 0.5", "scatter-reduce, 3, 0",
    "scatter-reduce, 4, 0.9", "scatter-reduce, 5, 0.5"
  })
  void endsWithTheBitsOfThePlainLoop(String id, int workers, double momentum) {
    try (Fleet fleet = fleet(id, Map.of(), workers, 3, momentum, 7)) {
      assertThat(all(fleet, workers, Fleet.AMPLE)).containsOnly(fleet.expected());
      assertThat(new RunObjects(fleet.data).outcome(SmallJob.RUN).paramsDigest())
          .isEqualTo(fleet.expected());
      assertThat(new RunObjects(fleet.data).outcome(SmallJob.RUN).reason())
          .isEqualTo("all epochs done");
    }
  }

  @ParameterizedTest
  @CsvSource({"all-reduce, 10, 12", "scatter-reduce, 32, 48"})
  void anEpochCostsWhatItsStepsDoAndOneCheckpointOfEachWorker(String id, int puts, int gets) {
    int workers = 4;
    try (Fleet fleet = fleet(id, Map.of(), workers, 2, 0, 8)) {
      List<String> unused = all(fleet, workers, Fleet.AMPLE);
      WorkerRecords records = new WorkerRecords(fleet.data, SmallJob.RUN);
      Traffic first =
          records.keys().stream()
              .map(records::epoch)
              .filter(epoch -> epoch.epoch() == 1)
              .map(WorkerEpoch::traffic)
              .reduce(Traffic.NONE, Traffic::plus);
      // Two steps; the checkpoint after them belongs to the next epoch.
      assertThat(first.puts()).isEqualTo(puts);
      assertThat(first.gets()).isEqualTo(gets);
      Traffic second =
          records.keys().stream()
              .map(records::epoch)
              .filter(epoch -> epoch.epoch() == 2)
              .map(WorkerEpoch::traffic)
              .reduce(Traffic.NONE, Traffic::plus);
      // Worker 0 tells where convergence stands, the others read it.
      assertThat(second.puts()).isEqualTo(puts + workers + 1);
      assertThat(second.gets()).isEqualTo(gets + workers - 1);
    }
  }

  @ParameterizedTest
  @CsvSource({"all-reduce, 1", "all-reduce, 2", "scatter-reduce, 1", "scatter-reduce, 2"})
  void invocationsThatEndEarlyChangeNoBit(String id, long seed) {
    try (Fleet fleet = fleet(id, Map.of(), 3, 4, 0.5, 7)) {
      List<CompletableFuture<String>> workers = new ArrayList<>();
      for (int rank = 0; rank < 3; rank++) {
        workers.add(fleet.start(rank, 0, store -> store, shortTimes(seed + rank)));
      }
      assertThat(workers.stream().map(CompletableFuture::join)).containsOnly(fleet.expected());
    }
  }

  /** An invocation's time is up at the second to seventh look at it. */
  private static LongSupplier shortTimes(long seed) {
    Random random = new Random(seed);
    AtomicInteger left = new AtomicInteger(2);
    return () -> {
      if (left.decrementAndGet() > 0) {
        return 900_000;
      }
      left.set(2 + random.nextInt(6));
      return 0;
    };
  }

  private static List<String> all(Fleet fleet, int workers, LongSupplier remaining) {
    List<CompletableFuture<String>> running = new ArrayList<>();
    for (int rank = 0; rank < workers; rank++) {
      running.add(fleet.start(rank, 0, store -> store, remaining));
    }
    return running.stream().map(CompletableFuture::join).toList();
  }

  private Fleet fleet(
      String id,
      Map<String, String> options,
      int workers,
      int epochs,
      double momentum,
      int batches) {
    return new Fleet(
        id.equals("all-reduce") ? new AllReduce() : new ScatterReduce(),
        options,
        folder,
        SmallJob.job(workers, epochs, momentum),
        batches);
  }
}
