package io.spirt.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.spirt.functions.StageEvent;
import io.spirt.job.Job;
import io.spirt.job.JobReader;
import io.spirt.job.Stage;
import io.spirt.monitor.report.EpochReport;
import io.spirt.monitor.report.RunEvent;
import io.spirt.statemachine.interpreter.HistoryEvent;
import io.spirt.statemachine.interpreter.HistoryEventType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RunMonitorTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Job JOB =
      JobReader.read(
          """
          {"name": "demo", "peers": 3, "model": {"name": "lenet5"},
           "dataset": {"name": "digits"}, "training": {"epochs": 3, "learningRate": 0.1}}
          """);

  private final List<Integer> lost = new ArrayList<>();
  private long nanos;
  private final RunMonitor monitor = new RunMonitor(JOB, new RunObserver() {}, () -> nanos);

  @BeforeEach
  void starts() {
    monitor.onLost(lost::add);
    monitor.peersStart(Map.of(0, 0, 1, 0, 2, 0));
    monitor.trainingStarts();
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private void stage(Stage stage, int rank, int round, String result) {
    StageEvent event = StageEvent.of(stage, "demo", rank, JOB.epochOf(round), round);
    monitor.stageStarted(event);
    nanos += 1_000_000;
    monitor.stageEnded(event, json(result));
  }

  private void trigger(int rank, int round) {
    boolean ended = round + 1 == JOB.rounds();
    stage(Stage.TRIGGER_EPOCH, rank, round, "{'ended': %s, 'removed': false}".formatted(ended));
  }

  private void batch(int rank, int batch, double loss) {
    StageEvent event =
        new StageEvent(Stage.COMPUTE_GRADIENT.word(), "demo", rank, 1, 0, batch, null);
    monitor.stageStarted(event);
    monitor.stageEnded(
        event,
        json("{'samples': 10, 'loss': %s, 'timings': {'computeMillis': 3}}".formatted(loss)));
  }

  private void fails(int rank, int round) {
    String name = "demo-rank" + rank + "-round" + round;
    JsonNode input =
        json("{'rank': %d, 'epoch': %d, 'round': %d}".formatted(rank, round + 1, round));
    monitor.executionEvent(event(name, HistoryEventType.EXECUTION_STARTED, input));
    monitor.executionEvent(event(name, HistoryEventType.EXECUTION_FAILED, null));
  }

  private static HistoryEvent event(String name, HistoryEventType type, JsonNode data) {
    return new HistoryEvent(name, 1, 0, type, Instant.EPOCH, null, data, "Broken", "a cause");
  }

  private List<String> told() {
    return monitor.events().stream().map(event -> event.type() + " " + event.rank()).toList();
  }

  @Test
  void endsWhenAllPeersHaveEnded() {
    for (int round = 0; round < 3; round++) {
      for (int rank = 0; rank < 3; rank++) {
        assertThat(monitor.end()).isNotDone();
        trigger(rank, round);
      }
    }
    assertThat(monitor.end()).isCompleted();
    assertThat(monitor.epochs()).extracting(EpochReport::epoch).containsExactly(1, 2, 3);
    assertThat(monitor.ended()).containsExactly(0, 1, 2);
  }

  @Test
  void goesOnWithoutAPeerThatFailed() {
    batch(0, 0, 1.0);
    batch(1, 1, 2.0);
    batch(2, 2, 6.0);
    trigger(0, 0);
    trigger(1, 0);
    assertThat(monitor.epochs()).isEmpty();
    fails(2, 0);
    // Over the two that got to the end of the epoch.
    assertThat(monitor.epochs()).hasSize(1);
    assertThat(monitor.epochs().get(0).loss()).isCloseTo(1.5, Offset.offset(1e-12));
    assertThat(monitor.epochs().get(0).samples()).isEqualTo(20);
    assertThat(monitor.computeMillis()).isEqualTo(9);
    assertThat(lost).containsExactly(2);
    assertThat(told()).containsExactly("failed 2");
    for (int round = 1; round < 3; round++) {
      trigger(0, round);
      trigger(1, round);
    }
    assertThat(monitor.end()).isCompleted();
  }

  @Test
  void failsWithTheFirstCauseWhenAllFail() {
    fails(1, 0);
    fails(0, 0);
    assertThat(monitor.end()).isNotDone();
    fails(2, 0);
    assertThatThrownBy(() -> monitor.end().join())
        .isInstanceOf(CompletionException.class)
        .hasMessageContaining("every peer failed")
        .hasMessageContaining("rank 1, round 0: Broken: a cause");
  }

  @Test
  void aPeerThatComesBackIsWaitedForAgain() {
    fails(2, 0);
    trigger(0, 0);
    trigger(1, 0);
    monitor.peerRejoins(2, 1);
    monitor.peerJoins(2, 1);
    for (int round = 1; round < 3; round++) {
      trigger(0, round);
      trigger(1, round);
    }
    assertThat(monitor.end()).isNotDone();
    trigger(2, 1);
    trigger(2, 2);
    assertThat(monitor.end()).isCompleted();
    assertThat(told()).containsExactly("failed 2", "rejoining 2", "joined 2");
  }

  @Test
  void aPeerThatIsRemovedIsLookedAfter() {
    stage(Stage.TRIGGER_EPOCH, 1, 0, "{'ended': false, 'removed': true}");
    assertThat(lost).containsExactly(1);
    assertThat(monitor.atWork()).containsExactly(0, 2);
  }

  @Test
  void tellsOnceWhatSeveralPeersSay() {
    nanos = 5_000_000;
    String inactive = "{'inactive': [2]}";
    stage(Stage.HEARTBEAT, 0, 0, inactive);
    stage(Stage.SYNC, 0, 0, inactive);
    stage(Stage.SYNC, 1, 0, inactive);
    String settled =
        "{'participants': [0], 'excluded': {'1': 'altered-average'}, 'missing': [2], 'behind': [1],"
            + " 'outliers': [3]}";
    stage(Stage.AGGREGATE, 0, 0, settled);
    stage(Stage.AGGREGATE, 1, 0, settled);
    stage(Stage.UPDATE, 1, 0, "{'version': 1, 'repaired': {'from': 0, 'to': 1}}");
    String view =
        "{'ended': false, 'view': {'epoch': 2, 'active': [0, 1], 'removed': [2], 'added': []}}";
    stage(Stage.TRIGGER_EPOCH, 0, 0, view);
    stage(Stage.TRIGGER_EPOCH, 1, 0, view);
    assertThat(told())
        .containsExactly(
            "suspected 2",
            "excluded 1",
            "missing 2",
            "outlier 3",
            "behind 1",
            "repaired 1",
            "removed 2");
    RunEvent excluded = monitor.events().get(1);
    assertThat(excluded.text()).isEqualTo("altered-average");
    assertThat(excluded.round()).isZero();
    assertThat(monitor.events().get(0).atMillis()).isEqualTo(6);
    assertThat(monitor.events().get(6).epoch()).isEqualTo(2);
  }

  @Test
  void sumsTheMessagesThatPeersRefusedAlsoOfADatabaseThatWasLost() {
    stage(Stage.SYNC, 0, 0, "{'refused': {'replayed': 2}}");
    stage(Stage.SYNC, 0, 1, "{'refused': {'replayed': 3, 'altered': 1}}");
    stage(Stage.SYNC, 1, 0, "{'refused': {'replayed': 4}}");
    stage(Stage.SYNC, 1, 1, "{'refused': {'replayed': 1}}");
    assertThat(monitor.refusedMessages())
        .containsExactly(Map.entry("altered", 1), Map.entry("replayed", 8));
  }

  @Test
  void nobodyCanJoinWhenTheLastEpochHasBegun() {
    assertThat(monitor.isEnding()).isFalse();
    for (int rank = 0; rank < 3; rank++) {
      trigger(rank, 0);
      trigger(rank, 1);
    }
    assertThat(monitor.isEnding()).isTrue();
  }

  @Test
  void aResumedRunReportsTheEpochsSinceThen() {
    RunMonitor resumed = new RunMonitor(JOB, new RunObserver() {}, () -> nanos);
    resumed.peersStart(Map.of(0, 0));
    resumed.resumed("from disk", 2);
    resumed.peersStart(Map.of(0, 2));
    for (int round = 1; round < 3; round++) {
      resumed.stageEnded(
          StageEvent.of(Stage.TRIGGER_EPOCH, "demo", 0, JOB.epochOf(round), round),
          json("{'ended': %s}".formatted(round == 2)));
    }
    assertThat(resumed.epochs()).extracting(EpochReport::epoch).containsExactly(3);
    assertThat(resumed.end()).isCompleted();
    assertThat(resumed.events()).extracting(RunEvent::type).containsExactly("resumed");
  }
}
