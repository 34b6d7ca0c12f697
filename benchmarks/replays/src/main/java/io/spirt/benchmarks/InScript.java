package io.spirt.benchmarks;

import io.spirt.job.OptimizerSpec;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What SPIRT's stages call: the scripts, which also check which batches are there and that every
 * value is finite, make a digest of the result and record it.
 */
final class InScript implements Contender {
  private static final OptimizerSpec PLAIN_SGD = OptimizerSpec.sgd(0, false, 0);

  private final BenchmarkServer server;
  private final List<Integer> batches;
  private int version = -1;

  InScript(BenchmarkServer server, Workload workload) {
    this.server = server;
    this.batches = IntStream.range(0, workload.tensors()).boxed().toList();
  }

  /** Without this the scripts would find their work done already. */
  @Override
  public void prepare(Operation operation) {
    if (operation == Operation.MEAN) {
      server.database().gradients().forgetAverage(StoredTensors.ROUND);
    } else {
      server.client().unlink(StoredTensors.aggregate(version));
      version++;
      server
          .client()
          .copy(StoredTensors.gradient(0), StoredTensors.aggregate(version), /* replace= */ true);
    }
  }

  @Override
  public double millis(Operation operation) {
    return Stopwatch.millis(operation == Operation.MEAN ? this::mean : this::update);
  }

  private void mean() {
    server.database().gradients().average(StoredTensors.ROUND, batches, /* hasBuffers= */ false);
  }

  private void update() {
    server
        .database()
        .model()
        .update(
            version,
            Double.parseDouble(Float.toString(InDatabaseBenchmark.LEARNING_RATE)),
            PLAIN_SGD,
            /* hasBuffers= */ false);
  }

  @Override
  public Optional<Results> results() {
    return Optional.of(new Results(StoredTensors.average(), StoredTensors.params()));
  }
}
