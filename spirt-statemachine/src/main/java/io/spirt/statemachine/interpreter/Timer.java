package io.spirt.statemachine.interpreter;

import java.time.Duration;

/** Runs something later. Safe for use by several threads. */
@FunctionalInterface
public interface Timer {

  /**
   * Runs {@code task} once after {@code delay}, on any thread, unless it is cancelled before. The
   * task is short and does not throw.
   */
  Cancellable schedule(Duration delay, Runnable task);

  /** Something that may still be called off. */
  @FunctionalInterface
  interface Cancellable {
    /** Does nothing if it has run or was cancelled. */
    void cancel();
  }
}
