package io.spirt.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.spirt.redisai.RedisModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * The same arithmetic without a database: the C program {@code memory-limit}, which is built beside
 * the module. It fills its arrays before it measures. Each measurement is the median of three runs
 * of its loop.
 */
final class MemoryLimit implements Contender {
  private static final String PROGRAM = "memory-limit";
  private static final String RUNS = "3";

  /** The program gives four places. */
  private static final double LEAST_MILLIS = 1e-4;

  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private final Path program;
  private final Workload workload;
  private volatile Process running;

  /**
   * @throws IllegalStateException if the program is not built
   */
  MemoryLimit(Workload workload) {
    this.workload = workload;
    this.program = RedisModule.path().resolveSibling(PROGRAM);
    if (!Files.isExecutable(program)) {
      throw new IllegalStateException(
          "no program " + program + ": run 'make -C spirt-redisai-module'");
    }
  }

  @Override
  public double millis(Operation operation) {
    try {
      Process process =
          new ProcessBuilder(
                  program.toString(),
                  operation.name().toLowerCase(Locale.ROOT),
                  "--tensors",
                  Integer.toString(workload.tensors()),
                  "--elements",
                  Integer.toString(workload.elements()),
                  "--repeat",
                  RUNS)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      running = process;
      return medianMillis(process);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot run " + program, e);
    }
  }

  private double medianMillis(Process process) throws IOException {
    JsonNode result = JSON.readTree(process.getInputStream());
    if (!result.path("medianMillis").isNumber()) {
      throw new IllegalStateException(program + " gave no medianMillis, but '" + result + "'");
    }
    return Math.max(LEAST_MILLIS, result.get("medianMillis").doubleValue());
  }

  /** Ends the program if it runs. */
  void stop() {
    Process process = running;
    if (process != null) {
      process.destroyForcibly();
    }
  }

  @Override
  public Optional<Results> results() {
    return Optional.empty();
  }
}
