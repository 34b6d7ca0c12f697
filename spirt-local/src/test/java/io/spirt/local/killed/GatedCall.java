package io.spirt.local.killed;

import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/** An invocation behind a gate, in functions of its own. */
final class GatedCall {
  private final Gate gate;
  private final Thread thread;
  private final Runnable killed;
  private final Runnable over;
  private final CompletableFuture<Void> result = new CompletableFuture<>();

  /** What a function does. */
  @FunctionalInterface
  interface Work {
    void run() throws IOException;
  }

  /**
   * Begins.
   *
   * @param killed called when the invocation has been killed and nothing of it goes on
   * @param over called when the invocation has ended in whatever way
   */
  GatedCall(Gate gate, Work work, Runnable killed, Runnable over) {
    this.gate = gate;
    this.killed = killed;
    this.over = over;
    thread = new Thread(() -> run(work), "gated");
    thread.setDaemon(true);
    thread.start();
  }

  private void run(Work work) {
    try {
      work.run();
      result.complete(null);
    } catch (IOException | RuntimeException e) {
      result.completeExceptionally(e);
    }
  }

  /** Waits until the call is held or has ended; true if it is held. */
  boolean isHeld() {
    var unused = catchThrowable(() -> CompletableFuture.anyOf(gate.reached(), result).join());
    if (!gate.reached().isDone()) {
      over.run();
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
    // A dead process does not wait until it tries again.
    thread.interrupt();
    end();
    killed.run();
  }

  /** Lets the call go on, to whatever end. */
  void letGoOn() {
    gate.letGoOn();
    end();
  }

  private void end() {
    var unused = catchThrowable(result::join);
    over.run();
  }
}
