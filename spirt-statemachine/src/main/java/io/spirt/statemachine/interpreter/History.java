package io.spirt.statemachine.interpreter;

import com.fasterxml.jackson.databind.JsonNode;
import io.spirt.statemachine.Limits;
import java.time.Clock;

/** Numbers an execution's events and hands them on. Used by one thread at a time. */
final class History {
  private final String execution;
  private final Clock clock;
  private final ExecutionListener listener;
  private int lastId;
  private boolean muted;

  /** Thrown instead of an event that would take the place of the last. */
  static final class FullException extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  History(String execution, Clock clock, ExecutionListener listener) {
    this.execution = execution;
    this.clock = clock;
    this.listener = listener;
  }

  /**
   * Records an event and returns its id.
   *
   * @throws FullException if only the event that ends the execution fits
   */
  int record(HistoryEventType type, int previousId, String state, JsonNode data, Failure failure) {
    if (!type.endsExecution()) {
      if (muted) {
        return lastId;
      }
      if (lastId == Limits.HISTORY_EVENTS - 1) {
        throw new FullException();
      }
    }
    lastId++;
    String error = failure == null ? null : failure.error();
    String cause = failure == null ? null : failure.cause();
    listener.onEvent(
        new HistoryEvent(
            execution, lastId, previousId, type, clock.instant(), state, data, error, cause));
    return lastId;
  }

  /** From now on records only the event that ends the execution. */
  void mute() {
    muted = true;
  }
}
