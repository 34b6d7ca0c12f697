package io.spirt.statemachine.interpreter;

/**
 * Receives the history of executions as it happens. The events of one execution arrive one at a
 * time, in the order of their ids; those of different executions may arrive at the same time. Must
 * be quick. If it throws, the execution ends with that exception.
 */
@FunctionalInterface
public interface ExecutionListener {
  /** Called for each event. */
  void onEvent(HistoryEvent event);
}
