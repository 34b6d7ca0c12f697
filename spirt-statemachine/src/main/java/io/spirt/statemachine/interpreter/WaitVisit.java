package io.spirt.statemachine.interpreter;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;

/** A visit to a Wait: passes its input on when its seconds are over. */
final class WaitVisit implements Visit {
  private final Scope scope;
  private final State.Wait wait;
  private final JsonNode input;
  private Timer.Cancellable timer = () -> {};
  private boolean aborted;

  WaitVisit(Scope scope, State.Wait wait, JsonNode input) {
    this.scope = scope;
    this.wait = wait;
    this.input = input;
  }

  @Override
  public void begin() {
    scope.record(HistoryEventType.WAIT_STATE_ENTERED, wait.name(), input, null);
    Run run = scope.run();
    timer =
        run.environment()
            .timer()
            .schedule(Duration.ofSeconds(wait.seconds()), () -> run.post(this::end));
  }

  @Override
  public void abort() {
    aborted = true;
    timer.cancel();
    scope.record(HistoryEventType.WAIT_STATE_ABORTED, wait.name(), null, null);
  }

  private void end() {
    if (!aborted) {
      scope.record(HistoryEventType.WAIT_STATE_EXITED, wait.name(), input, null);
      scope.leave(wait.next(), input);
    }
  }
}
