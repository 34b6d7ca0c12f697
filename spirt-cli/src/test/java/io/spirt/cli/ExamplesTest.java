package io.spirt.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spirt.local.LocalTraining;
import io.spirt.safetensors.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples as a user runs them: real databases, queues, state machines and processes. */
class ExamplesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path EXAMPLES = Path.of(System.getProperty("spirt.home"), "examples");

  @TempDir private Path folder;

  @Test
  void quickstartReachesItsAccuracyWithTheSameParamsOnAllPeers() throws IOException {
    JsonNode report = train(EXAMPLES.resolve("quickstart.json"));
    assertThat(report.path("accuracy").asDouble()).isGreaterThanOrEqualTo(0.95);
    assertThat(report.path("accuracySplit").asText()).isEqualTo("test");
    assertThat(digests(report)).hasSize(1);
    assertThat(folder.resolve("runs/quickstart")).isDirectoryContaining("glob:**report.html");
    assertThat(folder.resolve("runs/quickstart/model.safetensors")).isNotEmptyFile();
    assertThat(folder.resolve("runs/quickstart/metrics.csv")).isNotEmptyFile();
  }

  /** One malicious peer of four, for a few rounds each of four attacks. */
  @Test
  void attacksAreActedOutAndLeaveTheSameParamsOnAllPeers() throws IOException {
    ObjectNode job = read("quickstart.json");
    ((ObjectNode) job.get("dataset")).put("limit", 600);
    ((ObjectNode) job.get("training")).put("epochs", 4).put("roundsPerEpoch", 2);
    Path plan = EXAMPLES.resolve("attacks/one-after-another.json");
    JsonNode report = train(write(job), "--attacks", plan.toString());
    assertThat(digests(report)).hasSize(1);
    JsonNode attacks = JSON.readTree(folder.resolve("runs/quickstart/attacks.json").toFile());
    assertThat(attacks.path("unacted")).isEmpty();
    assertThat(attacks.path("acted")).hasSize(8).allMatch(one -> one.path("acted").asBoolean());
    assertThat(report.path("events"))
        .filteredOn(event -> event.path("type").asText().equals("excluded"))
        .extracting(event -> event.path("rank").asInt() + " " + event.path("round").asInt())
        .containsExactly("2 6", "2 7");
  }

  @Test
  void mnistLearnsInItsFirstEpochs() throws IOException {
    assumeData();
    ObjectNode job = read("mnist.json");
    ((ObjectNode) job.get("training")).put("epochs", 3);
    JsonNode report = train(write(job));
    assertThat(report.path("accuracy").asDouble()).isGreaterThanOrEqualTo(0.95);
    assertThat(digests(report)).hasSize(1);
  }

  @Test
  void mobilenetTrainsWithItsRunningStatistics() throws IOException {
    assumeData();
    ObjectNode job = read("mobilenet.json");
    ((ObjectNode) job.get("training")).put("epochs", 1);
    ((ObjectNode) job.get("dataset")).put("limit", 640);
    JsonNode report = train(write(job));
    assertThat(report.path("epochs")).hasSize(1);
    assertThat(digests(report)).hasSize(1);
  }

  /** The script compiles it against the class path of this test instead of the finished jar. */
  @Test
  void aNetworkOfTheUsersTrains() throws Exception {
    Path script = EXAMPLES.resolve("custom-model/build.sh");
    Path jar = folder.resolve("build/small-net.jar");
    ProcessBuilder build =
        new ProcessBuilder("bash", script.toString(), jar.toString(), classPath())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("build.log").toFile());
    build.environment().put("JAVA_HOME", System.getProperty("java.home"));
    int exit = build.start().waitFor();
    assertThat(exit).as(Files.readString(folder.resolve("build.log"))).isZero();

    JsonNode report = train(write(read("custom-model/custom-model.json")));
    assertThat(report.path("accuracy").asDouble()).isGreaterThanOrEqualTo(0.9);
    assertThat(digests(report)).hasSize(1);
  }

  /** With a rate that changes no float, the second run ends with what it began with. */
  @Test
  void aRunGoesOnFromTheModelOfAnother() throws IOException {
    ObjectNode job = read("quickstart.json");
    ((ObjectNode) job.get("dataset")).put("limit", 400);
    ((ObjectNode) job.get("training")).put("epochs", 1).put("roundsPerEpoch", 1);
    JsonNode first = train(write(job));
    job.put("name", "second");
    ((ObjectNode) job.get("model")).put("weights", "runs/quickstart/model.safetensors");
    ((ObjectNode) job.get("training")).put("learningRate", 1e-30).put("seed", 5);
    JsonNode second = train(write(job));
    assertThat(digests(second)).isEqualTo(digests(first)).hasSize(1);
  }

  @Test
  void weightsOfAnotherNetworkAreRefusedBeforeAnythingStarts() throws IOException {
    ObjectNode job = read("quickstart.json");
    ((ObjectNode) job.get("model")).put("weights", "none");
    CommandRun missing = CommandRun.with(LocalTraining::train, arguments(write(job)));
    assertThat(missing.exitCode()).isEqualTo(ExitCodes.BAD_INPUT);
    assertThat(missing.err())
        .contains("spirt: model.weights: no file at " + folder.resolve("none").toUri())
        .contains("; give the place of a safetensors file, or of a folder with one called");

    Path weights = Files.createDirectories(folder.resolve("some")).resolve("model.safetensors");
    SafetensorsWriter.write(weights, List.of());
    ((ObjectNode) job.get("model")).put("weights", "some");
    CommandRun other = CommandRun.with(LocalTraining::train, arguments(write(job)));
    assertThat(other.exitCode()).isEqualTo(ExitCodes.BAD_INPUT);
    assertThat(other.err())
        .contains("does not fit lenet5 with 10 classes, 10 of its tensors: conv1.weight F32")
        .doesNotContain("databases");
  }

  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  private static void assumeData() {
    assumeTrue(
        System.getenv("SPIRT_DATA") != null,
        "set SPIRT_DATA to a folder with MNIST's four files to run this");
  }

  private static ObjectNode read(String example) throws IOException {
    return (ObjectNode) JSON.readTree(EXAMPLES.resolve(example).toFile());
  }

  private Path write(ObjectNode job) throws IOException {
    return Files.writeString(folder.resolve("job.json"), job.toString());
  }

  private JsonNode train(Path job, String... options) throws IOException {
    Path report = folder.resolve("report.json");
    CommandRun run = CommandRun.with(LocalTraining::train, arguments(job, options));
    assertThat(run.exitCode()).as(run.err()).isZero();
    return JSON.readTree(report.toFile());
  }

  private String[] arguments(Path job, String... options) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "train",
                job.toString(),
                "--runs",
                folder.resolve("runs").toString(),
                "--report",
                folder.resolve("report.json").toString()));
    arguments.addAll(List.of(options));
    return arguments.toArray(String[]::new);
  }

  private static Set<String> digests(JsonNode report) {
    Set<String> digests = new HashSet<>();
    report.path("peers").forEach(peer -> digests.add(peer.path("paramsDigest").asText()));
    return digests;
  }
}
