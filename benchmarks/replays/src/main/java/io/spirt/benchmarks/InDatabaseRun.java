package io.spirt.benchmarks;

import java.util.Optional;
import java.util.function.Consumer;

/** One workload measured with a server of its own, which is gone at the end. */
final class InDatabaseRun {
  private InDatabaseRun() {}

  /**
   * Measures.
   *
   * @param progress takes a line now and then
   * @return empty if the process was told to end meanwhile
   */
  static Optional<Measured> of(
      Workload workload, int repeat, boolean seedsWay, Consumer<String> progress) {
    MemoryLimit limit = new MemoryLimit(workload);
    progress.accept("starting redis-server");
    try (BenchmarkServer server = BenchmarkServer.start();
        ShutdownGuard guard = new ShutdownGuard(() -> stop(server, limit))) {
      try {
        return Optional.of(
            new InDatabaseBenchmark(server, limit, workload, repeat, progress).run(seedsWay));
      } catch (RuntimeException e) {
        if (guard.isEnding()) {
          return Optional.empty();
        }
        throw e;
      }
    }
  }

  private static void stop(BenchmarkServer server, MemoryLimit limit) {
    limit.stop();
    server.stop();
  }
}
