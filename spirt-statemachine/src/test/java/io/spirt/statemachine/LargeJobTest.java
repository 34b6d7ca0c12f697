package io.spirt.statemachine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spirt.deployment.DeploymentNames;
import io.spirt.job.Job;
import io.spirt.peer.Assignment;
import io.spirt.peer.View;
import io.spirt.statemachine.RoundDefinition.Form;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A job of 100 peers, with 1,000 batches in all and with 1,000 batches each. */
class LargeJobTest {
  private static final int PEERS = 100;
  private static final int RETRIES = 3;
  private static final int EVENTS_PER_RETRY = 3;

  /** As long as a function's ARN can be: a name of 64 characters and its alias. */
  private static final String ARN =
      FunctionArns.of("ap-southeast-1", "123456789012", "spirt").of("f".repeat(64))
          + ":"
          + DeploymentNames.QUALIFIER;

  private static final Job JOB = TestJobs.job();

  @ParameterizedTest
  // Execution 2, Parallel 4, each gradient 5, seven stages 35, choice 2.
  @CsvSource({"1000, 10, 93", "100000, 1000, 5043"})
  void fitsWithEveryRetryOfEveryTask(int batches, int each, int events) {
    Assignment assignment = Assignment.assign(batches, View.initial(PEERS));
    RoundDefinition definition = RoundDefinition.generate(JOB, each, stage -> ARN);

    assertThat(definition.form()).isEqualTo(Form.PARALLEL);
    assertThat(assignment.byRank()).hasSize(PEERS);
    assignment
        .byRank()
        .forEach(
            (rank, ids) -> {
              assertThat(ids).hasSize(each);
              Footprint footprint = definition.footprint(input(rank, ids));
              assertThat(footprint.events()).isEqualTo(events);
              assertThat(footprint.tasks()).isEqualTo(each + 7);
              assertThat(footprint.transitions()).isEqualTo(each + 9);
              assertThat(events + footprint.tasks() * RETRIES * EVENTS_PER_RETRY)
                  .isLessThan(Limits.HISTORY_EVENTS);
              assertThat(footprint.inputBytes()).isLessThan(Limits.PAYLOAD_BYTES / 10);
            });
  }

  @Test
  void fitsInTheBytesOfADefinitionAndOfARequest() {
    RoundDefinition definition = RoundDefinition.generate(JOB, 1000, stage -> ARN);

    assertThat(Json.utf8Bytes(definition.text())).isBetween(600_000, Limits.DEFINITION_BYTES);
    assertThat(Json.quotedBytes(definition.text()))
        .isLessThan(Limits.REQUEST_BYTES - Limits.REQUEST_OVERHEAD_BYTES);
  }

  @Test
  void fitsUntilAThirdOfThePeersIsLeft() {
    // 100,000 batches: 2,000 each of 50 peers, 2,778 of 36, 2,858 of 35; 2,851 are the most.
    assertThat(largestShare(50)).isEqualTo(2000);
    assertThat(RoundDefinition.generate(JOB, largestShare(50), stage -> ARN).form())
        .isEqualTo(Form.MAP);
    assertThat(RoundDefinition.generate(JOB, largestShare(36), stage -> ARN).form())
        .isEqualTo(Form.MAP);
    assertThatThrownBy(() -> RoundDefinition.generate(JOB, largestShare(35), stage -> ARN))
        .isInstanceOf(LimitExceededException.class)
        .hasMessageContaining("history events of a round with 2,858 batches")
        .hasMessageContaining("20,049 needed, at most 20,000 allowed")
        .hasMessageContaining("raise roundsPerEpoch or batchSize, or add peers");
  }

  @Test
  void refusesAllBatchesInOneRoundOfOnePeer() {
    assertThatThrownBy(() -> RoundDefinition.generate(JOB, 100_000, stage -> ARN))
        .isInstanceOfSatisfying(
            LimitExceededException.class,
            e -> {
              assertThat(e.limit()).isEqualTo("bytes of the execution's input");
              assertThat(e.most()).isEqualTo(Limits.PAYLOAD_BYTES);
            });
  }

  @Test
  void isSubmittedAndEnteredWithinTheSameLimits() {
    Footprint entry =
        EntryDefinition.generate(stage -> ARN)
            .footprint(new EntryInput("r".repeat(64), PEERS - 1), EntryDefinition.MOST_CALLS);
    Footprint submission =
        SubmissionDefinition.generate(ARN, ARN)
            .footprint(Json.MAPPER.createObjectNode().put("name", "large").put("peers", PEERS));

    assertThat(entry.events()).isLessThan(Limits.PLANNED_EVENTS);
    assertThat(submission.events()).isEqualTo(12);
    assertThat(List.of(entry.definitionBytes(), submission.definitionBytes()))
        .allSatisfy(bytes -> assertThat(bytes).isLessThan(5_000));
  }

  /** Of the peers that are left when the others have gone one after another. */
  private static int largestShare(int left) {
    return Assignment.assign(100_000, View.initial(left)).byRank().values().stream()
        .mapToInt(List::size)
        .max()
        .orElseThrow();
  }

  private static RoundInput input(int rank, List<Integer> ids) {
    return new RoundInput(JOB.name(), rank, 1, 0, ids, true);
  }
}
