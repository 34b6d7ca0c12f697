package io.spirt.simulator.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class SimulateCommandTest {
  private static final String JOB =
      """
      {"name": "small", "peers": 2, "model": {"name": "lenet5"},
       "dataset": {"name": "digits", "batchSize": 32, "limit": 640, "validationFraction": 0.1},
       "training": {"epochs": 2, "learningRate": 0.1}}
      """;

  @TempDir private Path folder;
  private Path job;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void writeJob() throws IOException {
    job = folder.resolve("job.json");
    Files.writeString(job, JOB);
  }

  private int run(String... arguments) {
    return new CommandLine(new SimulateCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  @Test
  void theTableSaysThatItIsSimulatedAndHasARowForEach() {
    assertThat(run(job.toString(), "--peers", "2,5", "--exchange", "all")).isZero();
    assertThat(out.toString())
        .startsWith("SIMULATED, not measured")
        .contains("9 batches a peer of 32", "spirt gossip", "scatter-reduce", "single");
    assertThat(out.toString().lines().filter(line -> line.matches(".* +[25] +\\d+\\.\\d\\d .*")))
        .hasSize(2 * (5 + 5));
  }

  @Test
  void jsonHasTheOutcomesAndWhereEveryParameterIsFrom() throws IOException {
    assertThat(
            run(
                job.toString(),
                "--peers=3",
                "--framework=spirt",
                "--json",
                "--set=gradient.seconds=0.5"))
        .isZero();
    JsonNode json = JsonMapper.builder().build().readTree(out.toString());
    assertThat(json.path("kind").asText()).isEqualTo("simulated");
    assertThat(json.at("/parameters/gradient.seconds/source").asText()).isEqualTo("given by --set");
    assertThat(json.at("/outcomes/0/peers").asInt()).isEqualTo(3);
    assertThat(json.at("/outcomes/0/seconds").asDouble()).isGreaterThan(0.25);
    assertThat(json.at("/outcomes/0/stageSeconds").has("aggregate")).isTrue();
  }

  @Test
  void aFolderGetsEveryFormOfTheResult() {
    Path to = folder.resolve("deep/er");
    assertThat(run(job.toString(), "--peers=2,4", "--out", to.toString())).isZero();
    for (String name : new String[] {"table.txt", "result.csv", "result.json", "index.html"}) {
      assertThat(to.resolve(name)).isNotEmptyFile();
    }
    assertThat(to.resolve("result.csv")).content().contains("simulated,spirt,all-to-all,32,2,9,");
    assertThat(to.resolve("index.html")).content().contains("Simulated, not measured");
  }

  @Test
  void strongScalingDividesTheData() {
    assertThat(run(job.toString(), "--peers=2,6", "--framework=single", "--scaling=strong"))
        .isZero();
    assertThat(out.toString()).contains("3 to 9 batches a peer");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--peers=0|--peers has 0; 1 to 10,000",
        "--peers=ten|Invalid value for option '--peers'",
        "--framework=spark|no framework 'spark'; there are spirt, all-reduce",
        "--exchange=pigeon|no exchange 'pigeon'; there are all-to-all",
        "--scaling=none|--scaling is 'none'; weak or strong",
        "--compress=1|--compress is 1; 2 to 16, or 32",
        "--set=speed=1|no parameter 'speed'; there are",
        "--set=store.bytes=0|the parameter store.bytes is 0.0 bytes/s of a connection",
        "--set=queue.call=-1|the parameter queue.call is -1.0 s; it must be finite and at least 0",
        "--times=nowhere.json|nowhere.json: cannot read the document of measured times",
        "--scaling=strong --peers=64|too few for 64 peers"
      })
  void badArgumentsAreRefusedWithTheReason(String arguments, String reason) {
    String[] all = (job + " " + arguments).split(" ", -1);
    assertThat(run(all)).isEqualTo(2);
    assertThat(err.toString()).contains(reason);
  }

  @Test
  void aMissingOrInvalidJobIsRefused() throws IOException {
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString()).contains("no job was given");
    assertThat(run(folder.resolve("none.json").toString())).isEqualTo(2);
    Files.writeString(job, "{\"name\": \"x\"}");
    assertThat(run(job.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("peers");
  }

  @Test
  void parametersAreListedWithTheirSources() {
    assertThat(run("parameters")).isZero();
    assertThat(out.toString()).contains("store.latency", "thesis Fig. 8.8", "bytes/s");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "check --peers=65|--peers has 65; 1 to 64",
        "check --epochs=3|--epochs is 3; at least 4",
        "check --data=/nowhere/at/all|no such folder",
        "calibrate --batches=0|--batches is 0; at least 1",
        "calibrate --workers=0|--workers is 0; 1 to 64"
      })
  void realRunsAreRefusedBeforeTheyStart(String arguments, String reason) {
    assertThat(run(arguments.split(" ", -1))).isEqualTo(2);
    assertThat(err.toString()).contains(reason);
  }
}
