package io.spirt.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

final class InDatabaseCommandTest {
  private record Run(int code, String out, String err) {}

  @TempDir private Path folder;

  private static Run run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        new CommandLine(new InDatabaseCommand())
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(arguments);
    return new Run(code, out.toString(), err.toString());
  }

  @Test
  void measuresEveryWayAgainstRealServer() throws IOException {
    Path file = folder.resolve("result.json");

    Run run =
        run("--tensors", "3", "--elements", "1000", "--repeat", "2", "--json", file.toString());

    assertThat(run.err()).contains("spirt: repetition").doesNotContain("Exception");
    assertThat(run.code()).isZero();
    assertThat(run.out()).startsWith("3 tensors of 1,000 float32 values").doesNotContain("seeds");
    JsonNode json = new ObjectMapper().readTree(file.toFile());
    assertThat(json.get("tensors").intValue()).isEqualTo(3);
    assertThat(json.get("elements").intValue()).isEqualTo(1000);
    assertThat(json.get("repeat").intValue()).isEqualTo(2);
    assertThat(
            Stream.of(
                "meanMillis",
                "scriptMeanMillis",
                "clientMeanMillis",
                "memoryMeanMillis",
                "updateMillis",
                "scriptUpdateMillis",
                "clientUpdateMillis",
                "memoryUpdateMillis"))
        .allSatisfy(name -> assertThat(json.path(name).asDouble(-1)).as(name).isNotNegative());
    assertThat(json.at("/versions/redis").textValue()).matches("\\d+\\.\\d+\\.\\d+");
    assertThat(json.at("/versions/java").textValue()).isEqualTo(Runtime.version().toString());
    assertThat(json.at("/versions/cpuModel").textValue()).isNotBlank();
    assertThat(json.at("/ratios/clientMeanToMean").isNumber()).isTrue();
    assertThat(json.at("/ratios/databaseUpdateToMemory").isNumber()).isTrue();
    assertThat(json.has("seedsMeanMillis")).isFalse();
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void measuresTheSeedsWayWhenAsked() throws IOException {
    Path file = folder.resolve("result.json");

    Run run = run("--tensors=2", "--elements=500", "--repeat=1", "--seeds-way", "--json=" + file);

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).contains("--seeds-way is slow: it adds about 1 s");
    assertThat(run.out()).contains("seeds' way: JSON lists, Lua");
    JsonNode json = new ObjectMapper().readTree(file.toFile());
    assertThat(json.get("seedsMeanMillis").isNumber()).isTrue();
    assertThat(json.get("seedsStoreMillis").isNumber()).isTrue();
  }

  /** Three pieces, the last one short, and more requests than are sent ahead. */
  @Test
  void pipelinedClientAgreesOverSeveralPieces() {
    int elements = 2 * Workload.PIECE_ELEMENTS + 3;

    Run run = run("--tensors", "9", "--elements", Integer.toString(elements), "--repeat", "1");

    assertThat(run.code()).as(run.err()).isZero();
  }

  @Test
  void measuresTheSmallestSize() {
    Run run = run("--tensors", "1", "--elements", "1", "--repeat", "1");

    assertThat(run.code()).as(run.err()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--tensors=0",
        "--tensors=-3",
        "--tensors=5000",
        "--tensors=many",
        "--elements=0",
        "--elements=99999999999999",
        "--repeat=0",
        "--repeat=1001",
        "--json=no/such/folder/result.json",
      })
  void refusesBadArgumentsBeforeAnythingIsStarted(String argument) {
    Run run = run(argument);

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .contains(argument.substring(0, argument.indexOf('=')))
        .doesNotContain("starting");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void refusesWhatMemoryCannotHold() {
    Run run = run("--tensors", "4000", "--elements", "134217728");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .contains("4,000 tensors of 134,217,728 elements need")
        .contains("are free");
  }
}
