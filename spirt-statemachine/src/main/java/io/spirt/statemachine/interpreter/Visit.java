package io.spirt.statemachine.interpreter;

/** A stay of a scope in a state that takes time. */
interface Visit {
  void begin();

  /** Cancels what runs and records it; neither completes nor fails afterwards. */
  void abort();
}
