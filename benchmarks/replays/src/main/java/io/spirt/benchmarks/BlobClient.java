package io.spirt.benchmarks;

import java.util.Arrays;
import java.util.Optional;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;

/**
 * The client that one would write first: fetches one whole tensor after another as a blob,
 * computes, stores one blob back. Its own arrays are made once.
 */
final class BlobClient implements Contender {
  private static final String MEAN = "in-database:blobs:mean";

  private final Connection connection;
  private final Workload workload;
  private final String params;
  private final double[] sums;
  private final byte[] mean;

  BlobClient(Connection connection, Workload workload, String params) {
    this.connection = connection;
    this.workload = workload;
    this.params = params;
    this.sums = new double[workload.elements()];
    this.mean = new byte[(int) workload.tensorBytes()];
  }

  @Override
  public double millis(Operation operation) {
    return Stopwatch.millis(operation == Operation.MEAN ? this::mean : this::update);
  }

  private void mean() {
    Arrays.fill(sums, 0);
    for (int batch = 0; batch < workload.tensors(); batch++) {
      Arithmetic.add(fetch(StoredTensors.gradient(batch)), sums, 0);
    }
    Arithmetic.divide(sums, sums.length, workload.tensors(), mean, 0);
    store(MEAN, mean);
  }

  private void update() {
    byte[] values = fetch(params);
    Arithmetic.step(values, fetch(StoredTensors.gradient(0)), InDatabaseBenchmark.LEARNING_RATE);
    store(params, values);
  }

  private byte[] fetch(String key) {
    return (byte[])
        connection.executeCommand(
            new CommandArguments(ModuleCommand.TENSORGET).key(key).add("BLOB"));
  }

  private void store(String key, byte[] values) {
    connection.executeCommand(
        new CommandArguments(ModuleCommand.TENSORSET)
            .key(key)
            .add("FLOAT")
            .add(workload.elements())
            .add("BLOB")
            .add(values));
  }

  @Override
  public Optional<Results> results() {
    return Optional.of(new Results(MEAN, params));
  }
}
