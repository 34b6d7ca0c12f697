package io.spirt.statemachine.interpreter;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** One visit of a scope to a Task, Parallel or Map. */
abstract class Step implements Visit {
  final Scope scope;
  final JsonNode input;
  private final State.Work state;
  private final HistoryEventType exited;

  Step(Scope scope, State.Work state, JsonNode input, HistoryEventType exited) {
    this.scope = scope;
    this.state = state;
    this.input = input;
    this.exited = exited;
  }

  static Step of(Scope scope, State.Work state, JsonNode input) {
    if (state instanceof State.Task task) {
      return new TaskStep(scope, task, input);
    }
    if (state instanceof State.Parallel parallel) {
      return new ParallelStep(scope, parallel, input);
    }
    return new MapStep(scope, (State.Map) state, input);
  }

  final void record(HistoryEventType type, JsonNode data) {
    scope.record(type, state.name(), data, null);
  }

  final void record(HistoryEventType type, Failure failure) {
    scope.record(type, state.name(), null, failure);
  }

  /** Ends the visit with a result. */
  final void complete(JsonNode result) {
    exit(state.resultPath(), result, state.next());
  }

  /**
   * Ends the visit with an error that is not retried: the first catcher that names it, or failure.
   */
  final void fail(Failure failure) {
    Optional<Catcher> catcher = Catcher.find(state.catchers(), failure.error());
    if (catcher.isEmpty()) {
      scope.fail(failure);
    } else {
      exit(catcher.get().resultPath(), failure.output(), catcher.get().next());
    }
  }

  private void exit(ResultPath path, JsonNode result, String next) {
    JsonNode output;
    try {
      output = Payload.check(path.apply(input, result), "output of state " + state.name());
    } catch (StateException e) {
      scope.fail(e.failure());
      return;
    }
    record(exited, output);
    scope.leave(next, output);
  }
}
