package io.spirt.local.killed;

import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.concurrent.CompletableFuture;

/**
 * An invocation behind a gate.
 *
 * @param result completed when the invocation has ended
 */
record GatedCall(Gate gate, CompletableFuture<Void> result) {

  /** Waits until the call is held or has ended; true if it is held. */
  boolean isHeld() {
    var unused = catchThrowable(() -> CompletableFuture.anyOf(gate.reached(), result).join());
    if (!gate.reached().isDone()) {
      result.join();
    }
    return gate.reached().isDone();
  }

  /**
   * Ends the call in the middle of what it does: what it had sent and is held is lost, and nothing
   * that it still tries gets through, as if its process had been killed.
   */
  void kill() {
    gate.cut();
    var unused = catchThrowable(result::join);
  }

  /** Lets the call go on, to whatever end. */
  void letGoOn() {
    gate.letGoOn();
    var unused = catchThrowable(result::join);
  }
}
