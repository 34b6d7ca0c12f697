package io.spirt.simulator.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spirt.job.Stage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two peers, rounds 2 and 3 count; seconds by hand. */
class RunTimesTest {
  private final List<StageSpan> spans = new ArrayList<>();

  private void span(Stage stage, int rank, int round, double called, double given, double ended) {
    spans.add(new StageSpan(stage, rank, round, called, given, ended, result(rank)));
  }

  private static JsonNode result(int rank) {
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    result.putObject("timings").put("ruleMillis", 1000 * rank + 500);
    return result;
  }

  @Test
  void aTimeThatAStageDoesNotSayIsAnError() {
    span(Stage.AGGREGATE, 0, 2, 0, 0, 1);
    RunTimes times = new RunTimes(spans, 2, 3);
    assertThatThrownBy(() -> times.least(Stage.AGGREGATE, span -> span.inner("fetchMillis")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("aggregate of rank 0, round 2 has no fetchMillis");
  }

  @Test
  void thePeerThatWaitedLeastCounts() {
    span(Stage.SYNC, 0, 2, 0, 1, 9);
    span(Stage.SYNC, 1, 2, 0, 7, 9);
    span(Stage.SYNC, 0, 3, 0, 20, 24);
    span(Stage.SYNC, 1, 3, 0, 20, 29);
    span(Stage.SYNC, 1, 1, 0, 0, 100);
    RunTimes times = new RunTimes(spans, 2, 3);
    assertThat(times.least(Stage.SYNC, StageSpan::seconds)).isEqualTo(3);
    assertThat(times.least(Stage.SYNC, span -> span.inner("ruleMillis"))).isEqualTo(0.5);
    assertThat(times.least(Stage.UPDATE, StageSpan::seconds)).isZero();
  }

  @Test
  void aProcessTakesTheNextGradientAfterItsLast() {
    span(Stage.COMPUTE_GRADIENT, 0, 2, 0, 0, 1);
    span(Stage.COMPUTE_GRADIENT, 0, 2, 0, 0.1, 1.2);
    span(Stage.COMPUTE_GRADIENT, 1, 2, 0, 1.05, 2);
    span(Stage.COMPUTE_GRADIENT, 1, 2, 0, 1.35, 3);
    RunTimes times = new RunTimes(spans, 2, 3);
    // 0.05 after the first end, 0.15 after the second.
    assertThat(times.dispatch(2)).isEqualTo(0.1, within(1e-12));
    assertThat(times.gradient(StageSpan::seconds)).isEqualTo(1.05, within(1e-12));
  }

  @Test
  void betweenStagesIsFromAnEndToTheNextStart() {
    span(Stage.UPDATE, 0, 2, 0, 0, 5);
    span(Stage.TRIGGER_EPOCH, 0, 2, 5.1, 5.25, 6);
    span(Stage.COMPUTE_GRADIENT, 0, 3, 6.5, 8, 9);
    span(Stage.COMPUTE_GRADIENT, 0, 3, 6.75, 9, 10);
    RunTimes times = new RunTimes(spans, 2, 3);
    assertThat(times.state()).isEqualTo(0.25);
    assertThat(times.begin()).isEqualTo(0.5);
  }
}
