package io.spirt.benchmarks;

import java.util.Optional;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;

/** The module's commands: nothing leaves the database. */
final class InDatabase implements Contender {
  private static final String MEAN = "in-database:command:mean";

  private final Connection connection;
  private final Workload workload;
  private final String params;

  InDatabase(Connection connection, Workload workload, String params) {
    this.connection = connection;
    this.workload = workload;
    this.params = params;
  }

  @Override
  public double millis(Operation operation) {
    return Stopwatch.millis(operation == Operation.MEAN ? this::mean : this::update);
  }

  private void mean() {
    CommandArguments command =
        new CommandArguments(ModuleCommand.TENSORMEAN).key(MEAN).add(workload.tensors());
    for (int batch = 0; batch < workload.tensors(); batch++) {
      command.key(StoredTensors.gradient(batch));
    }
    connection.executeCommand(command);
  }

  private void update() {
    connection.executeCommand(
        new CommandArguments(ModuleCommand.MODELUPDATE)
            .key(params)
            .add(Float.toString(InDatabaseBenchmark.LEARNING_RATE))
            .key(StoredTensors.gradient(0)));
  }

  @Override
  public Optional<Results> results() {
    return Optional.of(new Results(MEAN, params));
  }
}
