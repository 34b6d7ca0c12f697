package io.spirt.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spirt.local.LocalTraining;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
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

  private JsonNode train(Path job) throws IOException {
    Path report = folder.resolve("report.json");
    CommandRun run =
        CommandRun.with(
            LocalTraining::train,
            "train",
            job.toString(),
            "--runs",
            folder.resolve("runs").toString(),
            "--report",
            report.toString());
    assertThat(run.exitCode()).as(run.err()).isZero();
    return JSON.readTree(report.toFile());
  }

  private static Set<String> digests(JsonNode report) {
    Set<String> digests = new HashSet<>();
    report.path("peers").forEach(peer -> digests.add(peer.path("paramsDigest").asText()));
    return digests;
  }
}
