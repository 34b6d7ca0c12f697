package io.spirt.simulator.local;

import com.fasterxml.jackson.databind.JsonNode;
import io.spirt.job.Stage;

/**
 * One function of a run, with when it was called, began and ended, in seconds of one clock.
 *
 * @param result what it returned, with the times that it took itself
 */
record StageSpan(
    Stage stage, int rank, int round, double called, double given, double ended, JsonNode result) {

  /** How long it ran. */
  double seconds() {
    return ended - given;
  }

  /**
   * A time that it took itself, in seconds.
   *
   * @throws IllegalStateException if it does not say, as the stage has changed then
   */
  double inner(String millis) {
    JsonNode time = result.path("timings").path(millis);
    if (!time.isNumber()) {
      throw new IllegalStateException(
          "the result of %s of rank %d, round %d has no %s: %s"
              .formatted(stage.word(), rank, round, millis, result));
    }
    return time.asDouble() / 1e3;
  }
}
