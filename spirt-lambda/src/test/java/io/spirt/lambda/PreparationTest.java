package io.spirt.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spirt.deployment.DeploymentNames;
import io.spirt.functions.PermanentException;
import io.spirt.functions.RunObjects;
import io.spirt.functions.Submission;
import io.spirt.job.InvalidJobException;
import io.spirt.store.FileObjectStore;
import io.spirt.training.data.DataLocation;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreparationTest {
  private static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(1234), ZoneOffset.UTC);
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;
  private RunObjects objects;
  private Preparation preparation;

  @BeforeEach
  void prepares() {
    FileObjectStore store = new FileObjectStore(folder.resolve("store"));
    objects = new RunObjects(store);
    preparation =
        new Preparation(
            store,
            new DataLocation(Optional.empty(), folder.resolve("cache"), Optional.empty()),
            () -> {
              throw new AssertionError("a job without model files needs no engine");
            },
            new DeploymentNames("lab"),
            4,
            name -> "https://queues/" + name,
            CLOCK);
  }

  private static ObjectNode job() {
    ObjectNode job = JSON.createObjectNode().put("name", "tiny").put("peers", 2);
    job.putObject("model").put("name", "lenet5").put("classes", 10);
    job.putObject("dataset").put("name", "digits").put("batchSize", 32).put("limit", 256);
    job.putObject("training").put("epochs", 1).put("learningRate", 0.05).put("seed", 1);
    return job;
  }

  @Test
  void cutsTheDataAndStoresWhatPeersNeed() {
    Submission submission = preparation.prepare(job().toString());
    assertThat(submission.run()).isEqualTo("tiny");
    assertThat(submission.peers()).isEqualTo(2);
    assertThat(submission.submittedMillis()).isEqualTo(1234);
    assertThat(submission.digest()).matches("[0-9a-f]{12}");
    assertThat(submission.executionName()).isEqualTo("tiny-" + submission.digest());
    assertThat(objects.job("tiny").peers()).isEqualTo(2);
    assertThat(objects.manifest("tiny").batches()).isPositive();
    assertThat(objects.joinQueues("tiny"))
        .isEqualTo(
            Map.of(0, "https://queues/lab-peer-0-join", 1, "https://queues/lab-peer-1-join"));
    assertThat(objects.submission("tiny")).contains(submission);
  }

  @Test
  void takesTheSameJobTwiceAsOne() {
    Submission first = preparation.prepare(job().toString());
    assertThat(preparation.prepare(job().toPrettyString())).isEqualTo(first);
  }

  @Test
  void refusesAnotherJobOfTheSameName() {
    preparation.prepare(job().toString());
    assertThatThrownBy(() -> preparation.prepare(job().put("peers", 3).toString()))
        .isInstanceOf(PermanentException.class)
        .hasMessageContaining("/name is tiny")
        .hasMessageContaining("another name");
  }

  @Test
  void saysEverythingThatIsWrongWithAJob() {
    ObjectNode bad = job().put("peers", 0);
    bad.withObject("/dataset").put("name", "photos");
    bad.withObject("/training").put("epochs", -1);
    assertThatThrownBy(() -> preparation.prepare(bad.toString()))
        .isInstanceOf(InvalidJobException.class)
        .hasMessageContaining("/peers")
        .hasMessageContaining("/dataset/name")
        .hasMessageContaining("/training/epochs");
    assertThat(objects.submission("tiny")).isEmpty();
  }

  @Test
  void refusesMorePeersThanAreDeployed() {
    assertThatThrownBy(() -> preparation.prepare(job().put("peers", 5).toString()))
        .isInstanceOf(PermanentException.class)
        .hasMessage("/peers is 5, but only 4 are deployed: lower it, or deploy more");
  }

  @Test
  void refusesStagesThatOutliveAFunction() {
    ObjectNode slow = job();
    slow.putObject("timeouts").put("gradientSeconds", 901);
    assertThatThrownBy(() -> preparation.prepare(slow.toString()))
        .hasMessageContaining("/timeouts/gradientSeconds");
  }

  @Test
  void refusesRoundsWithoutBatches() {
    ObjectNode thin = job();
    thin.withObject("/training").put("roundsPerEpoch", 100);
    assertThatThrownBy(() -> preparation.prepare(thin.toString()))
        .isInstanceOf(PermanentException.class)
        .hasMessageContaining("/training/roundsPerEpoch is 100");
    assertThat(objects.submission("tiny")).isEmpty();
  }
}
