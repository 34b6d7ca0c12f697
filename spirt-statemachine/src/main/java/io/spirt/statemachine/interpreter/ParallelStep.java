package io.spirt.statemachine.interpreter;

import com.fasterxml.jackson.databind.JsonNode;

/** A visit to a Parallel: every branch at once, each with the state's input. */
final class ParallelStep extends GroupStep {
  private static final Events EVENTS =
      new Events(
          HistoryEventType.PARALLEL_STATE_SUCCEEDED,
          HistoryEventType.PARALLEL_STATE_FAILED,
          HistoryEventType.PARALLEL_STATE_ABORTED,
          HistoryEventType.PARALLEL_STATE_EXITED);

  private final State.Parallel parallel;

  ParallelStep(Scope scope, State.Parallel parallel, JsonNode input) {
    super(scope, parallel, input, EVENTS);
    this.parallel = parallel;
  }

  @Override
  public void begin() {
    record(HistoryEventType.PARALLEL_STATE_ENTERED, input);
    record(HistoryEventType.PARALLEL_STATE_STARTED, (JsonNode) null);
    int branches = parallel.branches().size();
    launch(branches, branches);
  }

  @Override
  Machine machine(int index) {
    return parallel.branches().get(index);
  }

  @Override
  JsonNode input(int index) {
    return input;
  }

  @Override
  void recordTurn(Scope inner, int index, Turn turn) {
    // Step Functions has no events for branches.
  }
}
