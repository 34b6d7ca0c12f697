package io.spirt.benchmarks.replay.frameworks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.spirt.benchmarks.replay.LambdaNetwork;
import io.spirt.benchmarks.replay.command.ReplayCommandRun;
import io.spirt.frameworks.worker.Traffic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExchangePatternsTest {
  @TempDir private Path folder;

  /** 80 ms a request, 65 MB/s: 18 whole gradients, or 46 chunks, one after another. */
  @Test
  void simulatedStepsAreTheRequestsThatWaitForEachOther() {
    LambdaNetwork network = LambdaNetwork.DEFAULT;
    assertThat(ExchangePattern.ALL_REDUCE.seconds(network, 16, 89_000_000))
        .isCloseTo(18 * (0.08 + 89 / 65.0), within(1e-9));
    assertThat(ExchangePattern.SCATTER_REDUCE.seconds(network, 16, 89_000_000))
        .isCloseTo(46 * (0.08 + 89 / 16.0 / 65), within(1e-9));
  }

  @Test
  void simulatedStepsAreWithinFortyPercentOfThePublishedOnes() throws IOException {
    JsonNode result = result(new ExchangePatterns(), "--network=lambda");
    JsonNode published = result.get("published").get("stepSeconds");
    assertThat(published.size()).isEqualTo(5);
    published
        .fieldNames()
        .forEachRemaining(
            key ->
                assertThat(
                        result.get("stepSeconds").get(key).asDouble()
                            / published.get(key).asDouble())
                    .as(key)
                    .isBetween(0.6, 1.4));
  }

  @Test
  void eachPatternIsTimedForEachModelAndNumberOfWorkers() throws IOException {
    List<String> asked = new ArrayList<>();
    JsonNode result = result(new ExchangePatterns(() -> new MadeUp(asked)), "--smallest");
    assertThat(asked)
        .containsExactly(
            "ALL_REDUCE 2 3075",
            "ALL_REDUCE 4 3075",
            "SCATTER_REDUCE 2 3075",
            "SCATTER_REDUCE 4 3075",
            "ALL_REDUCE 2 22250",
            "ALL_REDUCE 4 22250",
            "SCATTER_REDUCE 2 22250",
            "SCATTER_REDUCE 4 22250",
            "closed");
    assertThat(result.get("stepSeconds").get("resnet50-all-reduce-4").asDouble()).isEqualTo(4);
    assertThat(Files.readAllLines(folder.resolve("out/result.csv")))
        .contains("local,resnet50,scatter-reduce,4,89000,2.0,,16,24,5");
  }

  private record MadeUp(List<String> asked) implements ExchangeTimer {
    @Override
    public ExchangeStep time(ExchangePattern pattern, int workers, int values, int steps) {
      asked.add(pattern + " " + workers + " " + values);
      return pattern == ExchangePattern.ALL_REDUCE
          ? new ExchangeStep(workers, new Traffic(5, 6, 5, 0, 0, 0))
          : new ExchangeStep(2, new Traffic(16, 24, 5, 0, 0, 0));
    }

    @Override
    public void close() {
      asked.add("closed");
    }
  }

  private JsonNode result(ExchangePatterns experiment, String... options) throws IOException {
    Path file = folder.resolve("result.json");
    List<String> all = new ArrayList<>(List.of(options));
    all.add("--json=" + file);
    all.add("--out=" + folder.resolve("out"));
    ReplayCommandRun run = ReplayCommandRun.of(experiment, all.toArray(String[]::new));
    assertThat(run.code()).as(run.err()).isZero();
    return new ObjectMapper().readTree(file.toFile());
  }
}
