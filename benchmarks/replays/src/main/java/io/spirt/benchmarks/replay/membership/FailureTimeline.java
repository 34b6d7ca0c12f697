package io.spirt.benchmarks.replay.membership;

import com.fasterxml.jackson.databind.JsonNode;
import io.spirt.benchmarks.replay.ExperimentFailedException;
import io.spirt.functions.StageEvent;
import io.spirt.job.Stage;
import java.util.Map;
import java.util.TreeMap;

/**
 * When the survivors noticed a failure, agreed on it and went on, read from what their stages
 * returned. Thread-safe.
 */
final class FailureTimeline {
  private static final double NANOS_PER_MILLI = 1e6;

  /**
   * A survivor's way into the view without the failed peer.
   *
   * @param epoch first epoch of that view
   * @param consensusMillis from its vote to the agreed view
   * @param startMillis from there to the start of its next execution
   */
  private record Transition(int epoch, double consensusMillis, double startMillis) {}

  private final int failed;
  private final Map<Integer, Transition> transitions = new TreeMap<>();
  private long killedNanos;
  private boolean killed;
  private Notice missed;
  private Notice detected;

  /**
   * When something was noticed first.
   *
   * @param millis since the failure
   * @param where stage and round that noticed it
   */
  record Notice(double millis, String where) {}

  /**
   * @param failed rank of the peer that fails
   */
  FailureTimeline(int failed) {
    this.failed = failed;
  }

  /** The peer's database is gone. */
  synchronized void killed(long nanos) {
    killed = true;
    killedNanos = nanos;
  }

  /**
   * A stage of any peer ended.
   *
   * @param result what it returned, or null if it failed
   */
  synchronized void stageEnded(StageEvent event, JsonNode result, long nanos) {
    if (!killed || result == null || event.rank() == failed || event.round() < 0) {
      return;
    }
    Stage stage = event.stageNamed();
    Notice now =
        new Notice(
            (nanos - killedNanos) / NANOS_PER_MILLI,
            "%s of round %d".formatted(stage.word(), event.round()));
    if (detected == null && holds(result.path("inactive"))) {
      detected = now;
    }
    if (missed == null && stage == Stage.AGGREGATE && lacksTheFailed(result)) {
      missed = now;
    }
    if (stage == Stage.TRIGGER_EPOCH) {
      roundEnded(event.rank(), result);
    }
  }

  private boolean lacksTheFailed(JsonNode result) {
    return holds(result.path("missing")) || result.path("excluded").has(Integer.toString(failed));
  }

  private void roundEnded(int rank, JsonNode result) {
    JsonNode view = result.path("view");
    if (view.isMissingNode() || holds(view.path("active"))) {
      return;
    }
    JsonNode timings = result.path("timings");
    transitions.putIfAbsent(
        rank,
        new Transition(
            view.path("epoch").asInt(),
            timings.path("consensusMillis").asDouble(),
            timings.path("startMillis").asDouble()));
  }

  private boolean holds(JsonNode ranks) {
    for (JsonNode rank : ranks) {
      if (rank.asInt(-1) == failed) {
        return true;
      }
    }
    return false;
  }

  /** When a survivor first had the peer on its inactive list. */
  synchronized Notice detected() {
    return required(detected, "no survivor noted rank %d as inactive");
  }

  /** When a survivor first had to aggregate without the peer's average; null if none had. */
  synchronized Notice missed() {
    return missed;
  }

  /** The slowest survivor's way from its vote to the agreed view. */
  synchronized double consensusMillis() {
    return transitions().values().stream()
        .mapToDouble(Transition::consensusMillis)
        .max()
        .orElseThrow();
  }

  /** The slowest survivor's way from the agreed view to the start of its next execution. */
  synchronized double recoveryMillis() {
    return transitions().values().stream().mapToDouble(Transition::startMillis).max().orElseThrow();
  }

  /** First epoch without the peer. */
  synchronized int firstEpochWithout() {
    return transitions().values().stream().mapToInt(Transition::epoch).max().orElseThrow();
  }

  /** Survivors that have the view without the peer. */
  synchronized int survivorsThatAgree() {
    return transitions.size();
  }

  private Map<Integer, Transition> transitions() {
    if (transitions.isEmpty()) {
      throw new ExperimentFailedException(
          "no survivor got a view without rank %d".formatted(failed));
    }
    return transitions;
  }

  private <T> T required(T value, String otherwise) {
    if (value == null) {
      throw new ExperimentFailedException(otherwise.formatted(failed));
    }
    return value;
  }
}
