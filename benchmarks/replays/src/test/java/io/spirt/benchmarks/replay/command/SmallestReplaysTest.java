package io.spirt.benchmarks.replay.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.spirt.benchmarks.replay.Experiment;
import io.spirt.frameworks.service.RabbitInstallation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every experiment at its smallest scale, as a user runs it. */
class SmallestReplaysTest {
  /** Those that train nothing take a few seconds. */
  private static final Set<String> ALWAYS = Set.of("in-database-update", "aggregation-cost");

  private static final Set<String> NEED_RABBITMQ =
      Set.of(
          "stage-resources",
          "offloading",
          "offloading-cost",
          "sync-async",
          "compute-vs-communication");

  @TempDir private Path folder;

  static Stream<String> ids() {
    return Experiments.all().stream().map(Experiment::id);
  }

  @ParameterizedTest
  @MethodSource("ids")
  void leavesItsOutputs(String id) throws IOException {
    assumeTrue(
        ALWAYS.contains(id) || Boolean.getBoolean("spirt.replays"),
        "add -Dspirt.replays=true to run this; each trains for some seconds");
    assumeTrue(
        !NEED_RABBITMQ.contains(id) || RabbitInstallation.find().isPresent(),
        "skipped: RabbitMQ is not there; " + RabbitInstallation.HOW_TO_INSTALL);
    Path out = folder.resolve("out");
    ReplayCommandRun run =
        ReplayCommandRun.group(Experiments.all(), id, "--smallest", "--out=" + out);
    assertThat(run.code()).as(run.err()).isZero();
    JsonNode json = new ObjectMapper().readTree(out.resolve("result.json").toFile());
    assertThat(json.get("whole").asBoolean()).isTrue();
    assertThat(json.get("scale").asText()).isEqualTo("smallest");
    assertThat(Files.readAllLines(out.resolve("result.csv"))).hasSizeGreaterThan(1);
    assertThat(Files.readString(out.resolve("index.html"))).contains(id);
    for (JsonNode plot : json.get("plots")) {
      assertThat(out.resolve(plot.asText())).isNotEmptyFile();
    }
  }

  @Test
  void eachHasANameOfItsOwnAndASource() {
    List<Experiment> all = Experiments.all();
    assertThat(all.stream().map(Experiment::id)).doesNotHaveDuplicates();
    assertThat(all)
        .allSatisfy(
            experiment -> {
              assertThat(experiment.source()).containsAnyOf("QRS 2023", "thesis");
              assertThat(experiment.description()).allMatch(line -> line.length() <= 80);
              assertThat(experiment.description().get(0)).endsWith(".");
            });
  }
}
