package io.spirt.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.spirt.deployment.FunctionVariables;
import io.spirt.functions.StageEvent;
import io.spirt.job.Stage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.lambda.powertools.metrics.MetricsBuilder;

class StageMetricsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private PrintStream before;
  private StageMetrics metrics;

  @BeforeEach
  void listens() {
    before = System.out;
    System.setOut(new PrintStream(printed, true, UTF_8));
    metrics =
        StageMetrics.of(
            Map.of(
                FunctionVariables.DEPLOYMENT, "lab", FunctionVariables.DOLLARS_PER_SECOND, "0.5"),
            MetricsBuilder.builder().withNamespace("SPIRT").build());
  }

  @AfterEach
  void stopsListening() {
    System.setOut(before);
  }

  @Test
  void aStageTellsItsTimeByDeploymentAndStage() throws IOException {
    metrics.ended(event(Stage.SYNC), JSON.createObjectNode(), 0.25);
    JsonNode line = line("StageMillis");
    assertThat(line.path("StageMillis").asDouble()).isEqualTo(250);
    assertThat(line.path("StageFailures").asDouble()).isZero();
    assertThat(line.path("Stage").asText()).isEqualTo("sync");
    assertThat(line.path("Deployment").asText()).isEqualTo("lab");
    assertThat(dimensions(line)).containsExactlyInAnyOrder("Deployment", "Stage");
    assertThat(directive(line).path("Namespace").asText()).isEqualTo("SPIRT");
  }

  @Test
  void secondsBecomeDollarsOfTheJob() throws IOException {
    metrics.ended(event(Stage.SYNC), JSON.createObjectNode(), 0.25);
    JsonNode line = line("LambdaDollars");
    assertThat(line.path("LambdaDollars").asDouble()).isEqualTo(0.125);
    assertThat(dimensions(line)).containsExactlyInAnyOrder("Deployment", "Job");
  }

  @Test
  void convergeTellsLossAndAccuracy() throws IOException {
    metrics.ended(event(Stage.CONVERGE), JSON.readTree("{\"loss\":0.5,\"accuracy\":0.75}"), 1);
    JsonNode line = line("Loss");
    assertThat(line.path("Loss").asDouble()).isEqualTo(0.5);
    assertThat(line.path("Accuracy").asDouble()).isEqualTo(0.75);
  }

  @Test
  void aggregateTellsHowManyWereExcluded() throws IOException {
    metrics.ended(event(Stage.AGGREGATE), JSON.readTree("{\"excluded\":{\"2\":\"lied\"}}"), 1);
    assertThat(line("ExcludedPeers").path("ExcludedPeers").asDouble()).isEqualTo(1);
  }

  @Test
  void theLastRoundOfAnEpochTellsItsTime() throws IOException {
    metrics.ended(event(Stage.TRIGGER_EPOCH), JSON.readTree("{\"epochMillis\":1234}"), 1);
    assertThat(line("EpochMillis").path("EpochMillis").asDouble()).isEqualTo(1234);
  }

  @Test
  void aFailureIsCountedAndPaidFor() throws IOException {
    metrics.failed(event(Stage.SYNC), 2);
    assertThat(line("StageFailures").path("StageFailures").asDouble()).isEqualTo(1);
    assertThat(line("LambdaDollars").path("LambdaDollars").asDouble()).isEqualTo(1);
  }

  private static StageEvent event(Stage stage) {
    return StageEvent.of(stage, "quickstart", 1, 1, 0);
  }

  private JsonNode line(String metric) throws IOException {
    for (String text : printed.toString(UTF_8).split("\n", -1)) {
      if (text.contains("\"" + metric + "\"")) {
        return JSON.readTree(text);
      }
    }
    throw new AssertionError("no line has " + metric + " in: " + printed.toString(UTF_8));
  }

  private static JsonNode directive(JsonNode line) {
    return line.path("_aws").path("CloudWatchMetrics").path(0);
  }

  private static List<String> dimensions(JsonNode line) {
    List<String> names = new ArrayList<>();
    directive(line).path("Dimensions").path(0).forEach(name -> names.add(name.asText()));
    return names;
  }
}
