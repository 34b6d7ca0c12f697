package io.spirt.benchmarks.replay.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.spirt.benchmarks.replay.ExperimentFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HarnessTest {
  @TempDir private Path folder;

  private final FakeExperiment fake = new FakeExperiment("fake", /* simulates= */ true, null);

  private ReplayCommandRun run(FakeExperiment experiment, String... args) {
    String[] all = new String[args.length + 1];
    System.arraycopy(args, 0, all, 0, args.length);
    all[args.length] = "--out=" + folder.resolve("out");
    return ReplayCommandRun.of(experiment, all);
  }

  private String written(String file) throws IOException {
    return Files.readString(folder.resolve("out").resolve(file));
  }

  @Test
  void showsAndWritesAllOfAResult() throws IOException {
    ReplayCommandRun run = run(fake, "--json=" + folder.resolve("too.json"));
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out().lines().map(line -> line.replaceAll(" +", " ")))
        .contains(
            "nothing on nothing",
            "published: a <paper>",
            "recovery 0.01 s 1.94 s",
            "Agrees: a wins by 2.0 times.",
            "Does not agree: b < c. Why: chance.",
            "Read it with care.");
    assertThat(written("result.csv"))
        .isEqualTo("network,rule,seconds\nlocal,\"a, \"\"b\"\"\",0.5\nlocal,c,\n");
    JsonNode json = new ObjectMapper().readTree(written("result.json"));
    assertThat(json.get("recoveryMillis").asDouble()).isEqualTo(7);
    assertThat(json.at("/published/recoveryMillis").asDouble()).isEqualTo(1940);
    assertThat(json.at("/shape/1/why").asText()).isEqualTo("chance.");
    assertThat(json.at("/rows/1/seconds").isNull()).isTrue();
    assertThat(json.at("/details/answer").asInt()).isEqualTo(42);
    assertThat(json.at("/network/simulated").asBoolean()).isFalse();
    assertThat(written("index.html"))
        .contains("a &lt;paper&gt;", "b &lt; c.", "data:image/png;base64,")
        .doesNotContain("SIMULATED", "<script", "http");
    assertThat(folder.resolve("too.json"))
        .hasSameTextualContentAs(folder.resolve("out/result.json"));
    assertThat(folder.resolve("out").toFile().list())
        .containsExactlyInAnyOrder("result.csv", "result.json", "bars.png", "index.html");
  }

  @Test
  void whatIsSimulatedIsMarkedInEveryOutput() throws IOException {
    ReplayCommandRun run = run(fake, "--network=lambda", "--smallest");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(fake.ran).containsExactly("smallest lambda red");
    assertThat(run.out()).contains("SIMULATED: network", "simulated     published", "LambdaML");
    assertThat(written("result.csv")).contains("\nsimulated lambda,c,");
    assertThat(written("result.json")).contains("\"simulated\" : true", "storeLatencySeconds");
    assertThat(written("index.html")).contains("SIMULATED", "[simulated");
  }

  @Test
  void takesOptionsOfTheExperimentItself() {
    assertThat(run(fake, "--full", "--colour=blue").code()).isZero();
    assertThat(fake.ran).containsExactly("full local blue");
    ReplayCommandRun refused = run(fake, "--colour=none");
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("--colour none is no colour");
  }

  @Test
  void refusesWhatSuitsNot() {
    FakeExperiment real = new FakeExperiment("fake", /* simulates= */ false, null);
    assertThat(run(real, "--network=lambda").code()).isEqualTo(2);
    assertThat(run(real, "--network=moon").err()).contains("--network moon is not known");
    assertThat(run(real, "--full", "--smallest").code()).isEqualTo(2);
    assertThat(real.ran).isEmpty();
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void whatWasMeasuredBeforeAFailureIsKeptAndMarked() throws IOException {
    ReplayCommandRun run = run(new FakeExperiment("fake", false, FakeExperiment.partialFailure()));
    assertThat(run.code()).isEqualTo(5);
    assertThat(run.out()).contains("NOT WHOLE: half of it");
    assertThat(written("index.html")).contains("NOT WHOLE: half of it");
    assertThat(new ObjectMapper().readTree(written("result.json")).get("whole").asBoolean())
        .isFalse();
  }

  @Test
  void allGoOnAfterAFailureAndEndWithACodeOfTheirOwn() throws IOException {
    FakeExperiment broken =
        new FakeExperiment("broken", false, new ExperimentFailedException("no luck"));
    FakeExperiment last = new FakeExperiment("last", false, null);
    ReplayCommandRun run =
        ReplayCommandRun.group(
            List.of(fake, broken, last),
            "--all",
            "--smallest",
            "--network=lambda",
            "--out=" + folder.resolve("all"));
    assertThat(run.code()).isEqualTo(ReplayCommand.SOME_FAILED);
    assertThat(fake.ran).containsExactly("smallest lambda red");
    assertThat(last.ran).containsExactly("smallest local red");
    assertThat(run.out().lines().map(line -> line.replaceAll(" +", " ")))
        .contains("fake measured", "broken FAILED (exit code 5)", "last measured");
    assertThat(Files.readString(folder.resolve("all/index.html")))
        .contains("<a href=\"fake/index.html\">", "FAILED (exit code 5)", "1 of 2", "SIMULATED");
    JsonNode summary = new ObjectMapper().readTree(folder.resolve("all/summary.json").toFile());
    assertThat(summary.at("/replays/1/exitCode").asInt()).isEqualTo(5);
    assertThat(folder.resolve("all/last/result.json")).exists();
  }

  @Test
  void allEndWhenTheUserEndsOne() {
    FakeExperiment interrupted =
        new FakeExperiment(
            "ended", false, new ExperimentFailedException("interrupted", /* interrupted= */ true));
    ReplayCommandRun run =
        ReplayCommandRun.group(
            List.of(interrupted, fake), "--all", "--out=" + folder.resolve("all"));
    assertThat(run.code()).isEqualTo(130);
    assertThat(fake.ran).isEmpty();
  }
}
