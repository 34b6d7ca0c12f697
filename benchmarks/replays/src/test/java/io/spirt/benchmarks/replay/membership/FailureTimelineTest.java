package io.spirt.benchmarks.replay.membership;

import static io.spirt.benchmarks.replay.membership.Stages.event;
import static io.spirt.benchmarks.replay.membership.Stages.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spirt.benchmarks.replay.ExperimentFailedException;
import org.junit.jupiter.api.Test;

class FailureTimelineTest {
  private static final long MILLI = 1_000_000;

  private final FailureTimeline timeline = new FailureTimeline(3);

  @Test
  void detectionIsFromTheFailureToTheFirstInactiveListOfASurvivor() {
    timeline.stageEnded(event("heartbeat", 0, 1), json("{'inactive': [3]}"), 90 * MILLI);
    timeline.killed(100 * MILLI);
    timeline.stageEnded(event("sync", 0, 1), json("{'inactive': []}"), 150 * MILLI);
    timeline.stageEnded(event("heartbeat", 3, 2), json("{'inactive': [3]}"), 200 * MILLI);
    timeline.stageEnded(event("heartbeat", 1, 2), null, 300 * MILLI);
    timeline.stageEnded(event("heartbeat", 2, 2), json("{'inactive': [1, 3]}"), 850 * MILLI);
    timeline.stageEnded(event("heartbeat", 0, 2), json("{'inactive': [3]}"), 900 * MILLI);
    assertThat(timeline.detected())
        .isEqualTo(new FailureTimeline.Notice(750, "heartbeat of round 2"));
    assertThat(timeline.missed()).isNull();
  }

  @Test
  void anAverageMayBeMissedBeforeThat() {
    timeline.killed(100 * MILLI);
    timeline.stageEnded(
        event("aggregate", 1, 1), json("{'excluded': {'3': 'unreachable'}}"), 140 * MILLI);
    timeline.stageEnded(event("aggregate", 2, 1), json("{'missing': [3]}"), 180 * MILLI);
    assertThat(timeline.missed()).isEqualTo(new FailureTimeline.Notice(40, "aggregate of round 1"));
    assertThatThrownBy(timeline::detected)
        .isInstanceOf(ExperimentFailedException.class)
        .hasMessage("no survivor noted rank 3 as inactive");
  }

  @Test
  void consensusAndRecoveryAreThoseOfTheSlowestSurvivor() {
    timeline.killed(0);
    trigger(0, 1, "{'epoch': 3, 'active': [0, 1, 2, 3]}", 5, 2);
    trigger(0, 2, "{'epoch': 4, 'active': [0, 1, 2], 'removed': [3]}", 300, 40);
    trigger(1, 2, "{'epoch': 4, 'active': [0, 1, 2], 'removed': [3]}", 450, 30);
    trigger(2, 2, "{'epoch': 4, 'active': [0, 1, 2], 'removed': [3]}", 100, 70);
    trigger(1, 3, "{'epoch': 5, 'active': [0, 1, 2], 'removed': []}", 9_000, 9_000);
    assertThat(timeline.consensusMillis()).isEqualTo(450);
    assertThat(timeline.recoveryMillis()).isEqualTo(70);
    assertThat(timeline.firstEpochWithout()).isEqualTo(4);
    assertThat(timeline.survivorsThatAgree()).isEqualTo(3);
  }

  @Test
  void saysThatNobodyAgreed() {
    timeline.killed(0);
    trigger(0, 1, "{'epoch': 3, 'active': [0, 1, 2, 3]}", 5, 2);
    assertThatThrownBy(timeline::consensusMillis)
        .isInstanceOf(ExperimentFailedException.class)
        .hasMessage("no survivor got a view without rank 3");
  }

  private void trigger(int rank, int round, String view, int consensus, int start) {
    String result =
        "{'ended': false, 'view': %s, 'timings': {'consensusMillis': %d, 'startMillis': %d}}"
            .formatted(view, consensus, start);
    timeline.stageEnded(event("trigger-epoch", rank, round), json(result), round * 1_000L * MILLI);
  }
}
