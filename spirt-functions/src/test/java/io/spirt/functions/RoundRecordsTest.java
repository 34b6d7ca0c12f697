package io.spirt.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spirt.functions.RoundRecord.StageRecord;
import io.spirt.job.Stage;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What functions on AWS leave for whoever watches a run, and how the admin stops one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoundRecordsTest {
  private static final int PEERS = 2;

  @TempDir private static Path folder;
  private TestPeers peers;
  private EntryPoint recording;

  @BeforeAll
  void starts() {
    peers = new TestPeers(PEERS, folder);
    recording = new EntryPoint(peers.recordingServices());
  }

  @AfterAll
  void closes() {
    peers.close();
  }

  private Rounds begun(String run) {
    peers.prepare(run, TestJob.of(PEERS), TestJob.data());
    Rounds rounds = new Rounds(peers, run, PEERS);
    play(rounds.beginning());
    return rounds;
  }

  private void play(List<List<StageEvent>> steps) {
    peers.play(steps, event -> peers.handle(recording, event));
  }

  @Test
  void theEntryIsRecordedBeforeTheFirstRound() {
    begun("entry");
    assertThat(peers.objects.records("entry"))
        .containsExactly("runs/entry/progress/0/entry.json", "runs/entry/progress/1/entry.json");
    RoundRecord entry = peers.objects.record("runs/entry/progress/1/entry.json");
    assertThat(entry.rank()).isEqualTo(1);
    assertThat(entry.stages())
        .extracting(StageRecord::stage)
        .containsExactly("init", "auth", "trigger-epoch");
  }

  @Test
  void everyStageOfARoundIsRecordedOnceWithWhatItReturned() {
    Rounds rounds = begun("one-round");
    play(rounds.of(0));
    RoundRecord record = peers.objects.record("runs/one-round/progress/0/000000.json");
    assertThat(record.stages())
        .extracting(StageRecord::stage)
        .containsExactlyInAnyOrder(
            "compute-gradient",
            "compute-gradient",
            "average",
            "heartbeat",
            "sync",
            "aggregate",
            "update",
            "converge",
            "trigger-epoch");
    assertThat(record.stages())
        .allSatisfy(
            stage -> {
              assertThat(stage.endedMillis()).isGreaterThanOrEqualTo(stage.startedMillis());
              assertThat(stage.result().path("stage").asText()).isEqualTo(stage.stage());
              assertThat(stage.result().path("timings").has("totalMillis")).isTrue();
            });
    assertThat(record.stages().stream().filter(stage -> stage.batch() != null)).hasSize(2);
  }

  @Test
  void aRepeatedLastStageStoresTheSameRecord() {
    Rounds rounds = begun("repeated");
    play(rounds.of(0));
    String key = "runs/repeated/progress/0/000000.json";
    RoundRecord before = peers.objects.record(key);
    play(List.of(rounds.of(Stage.TRIGGER_EPOCH, 0, 0)));
    assertThat(peers.objects.record(key).stages()).hasSameSizeAs(before.stages());
  }

  @Test
  void theLastRoundOfAnEpochSaysHowLongTheEpochTook() {
    Rounds rounds = begun("epoch-time");
    play(rounds.of(0));
    StageRecord last =
        peers.objects.record("runs/epoch-time/progress/0/000000.json").stages().stream()
            .filter(stage -> stage.stage().equals("trigger-epoch"))
            .findFirst()
            .orElseThrow();
    assertThat(last.result().path("epochMillis").isNumber()).isTrue();
  }

  @Test
  void aStoppedRunStartsNoFurtherRoundUntilItIsToGoOn() {
    Rounds rounds = begun("stopped");
    peers.objects.stop("stopped");
    play(rounds.of(0, Stage.COMPUTE_GRADIENT, Stage.CONVERGE));
    StageEvent last = rounds.of(Stage.TRIGGER_EPOCH, 0, 0).get(0);
    int before = peers.workflows.executions().size();
    assertThatThrownBy(() -> peers.together(rounds.of(Stage.TRIGGER_EPOCH, 0)))
        .hasMessageContaining("the admin has stopped the run");
    assertThat(peers.workflows.executions()).hasSize(before);
    peers.objects.goOn("stopped");
    peers.together(rounds.of(Stage.TRIGGER_EPOCH, 0));
    assertThat(peers.workflows.executions()).hasSize(before + PEERS);
    assertThat(last.round()).isZero();
  }
}
