package io.spirt.statemachine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spirt.statemachine.RoundDefinition.Form;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoundDefinitionTest {

  @ParameterizedTest
  @CsvSource({
    "Average, average, 60",
    "Heartbeat, heartbeat, 60",
    "Sync, sync, 150",
    "Aggregate, aggregate, 60",
    "Update, update, 60",
    "Converge, converge, 120",
    "TriggerEpoch, trigger-epoch, 60"
  })
  void givesEachStageItsFunctionAndTimeout(String state, String word, int seconds) {
    JsonNode task = definition(3).json().at("/States/" + state);

    assertThat(task.path("Resource").asText())
        .isEqualTo("arn:aws:lambda:us-east-1:123456789012:function:spirt-" + word);
    assertThat(task.at("/Parameters/stage").asText()).isEqualTo(word);
    assertThat(task.path("TimeoutSeconds").asInt()).isEqualTo(seconds);
  }

  @Test
  void retriesEverythingButPermanentErrors() {
    JsonNode retry = definition(1).json().at("/States/Update/Retry");

    assertThat(retry.get(0).toString())
        .isEqualTo(
            "{\"ErrorEquals\":[\"io.spirt.functions.PermanentException\","
                + "\"io.spirt.job.InvalidJobException\"],\"MaxAttempts\":0}");
    assertThat(retry.get(1).toString())
        .isEqualTo(
            "{\"ErrorEquals\":[\"States.ALL\"],\"IntervalSeconds\":1,\"BackoffRate\":2,"
                + "\"MaxAttempts\":3,\"MaxDelaySeconds\":10,\"JitterStrategy\":\"FULL\"}");
  }

  @Test
  void givesOnlyAverageTheListOfBatches() {
    JsonNode states = definition(2).json().path("States");

    assertThat(states.at("/Average/Parameters").path("batches.$").asText()).isEqualTo("$.batches");
    assertThat(states.at("/Update/Parameters").has("batches.$")).isFalse();
  }

  @Test
  void namesTheBatchOfEachBranchByItsPlaceInTheInput() {
    JsonNode branch = definition(3).json().at("/States/ComputeGradients/Branches/2");

    assertThat(branch.at("/States/ComputeGradient2/Parameters").path("batch.$").asText())
        .isEqualTo("$.batches[2]");
  }

  @Test
  void takesTheMapWhenTheBranchesDoNotFit() {
    int last = lastParallel();

    assertThat(definition(last).form()).isEqualTo(Form.PARALLEL);
    assertThat(definition(last + 1).form()).isEqualTo(Form.MAP);
    assertThat(Json.quotedBytes(definition(last).text()))
        .isLessThanOrEqualTo(Limits.REQUEST_BYTES - Limits.REQUEST_OVERHEAD_BYTES);
    assertThat(definition(last).text().length()).isLessThan(Limits.DEFINITION_BYTES);
  }

  @Test
  void acceptsAsManyBatchesAsLeaveAFifthOfTheHistoryFree() {
    // 43 events beside the iterations, 7 for each: 43 + 7 * 2851 = 20,000.
    assertThat(definition(2851).form()).isEqualTo(Form.MAP);

    assertThatThrownBy(() -> definition(2852))
        .isInstanceOfSatisfying(
            LimitExceededException.class,
            e -> {
              assertThat(e.seen()).isEqualTo(20_007);
              assertThat(e.most()).isEqualTo(20_000);
            })
        .hasMessageContaining("history events of a round with 2,852 batches")
        .hasMessageContaining("25,000")
        .hasMessageContaining("20,007 needed, at most 20,000 allowed")
        .hasMessageContaining("raise roundsPerEpoch or batchSize");
  }

  @Test
  void refusesResultsAboveTheSizeOfAPayload() {
    // {"batch":2147483647}, is 21 bytes: 12,483 of them take 262,144 bytes with the brackets.
    assertThatThrownBy(() -> definition(12_483)).hasMessageContaining("history events of a round");
    assertThatThrownBy(() -> definition(12_484))
        .hasMessageContaining("bytes of the gradients' results: 262,165 needed")
        .hasMessageContaining("at most 262,144 allowed");
  }

  @Test
  void refusesAnInputAboveTheSizeOfAPayload() {
    assertThatThrownBy(() -> definition(23_831))
        .hasMessageContaining("bytes of the execution's input")
        .hasMessageContaining("at most 262,144 allowed")
        .hasMessageContaining("raise roundsPerEpoch or batchSize");
  }

  @Test
  void refusesARoundWithoutBatches() {
    assertThatThrownBy(() -> definition(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("batches is 0");
  }

  @Test
  void givesCopiesThatDoNotChangeIt() {
    RoundDefinition definition = definition(2);
    ObjectNode copy = definition.json();
    copy.remove("States");

    assertThat(definition.json().has("States")).isTrue();
    assertThat(definition.text()).isEqualTo(definition(2).text());
  }

  private static int lastParallel() {
    int low = 1;
    int high = 2851;
    while (low < high) {
      int middle = (low + high + 1) / 2;
      if (definition(middle).form() == Form.PARALLEL) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  private static RoundDefinition definition(int batches) {
    return RoundDefinition.generate(TestJobs.job(), batches, TestJobs.ARNS);
  }
}
