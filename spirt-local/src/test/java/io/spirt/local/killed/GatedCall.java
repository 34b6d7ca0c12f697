package io.spirt.local.killed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.spirt.local.pool.FunctionErrorException;
import io.spirt.local.pool.FunctionPool;
import java.util.concurrent.CompletableFuture;

/**
 * An invocation behind the gate.
 *
 * @param pool of one process
 * @param held completed when the gate holds it
 * @param result of the invocation
 */
record GatedCall(
    FunctionPool pool, Gate gate, CompletableFuture<Void> held, CompletableFuture<byte[]> result) {

  /** Waits until the call is held or has ended; true if it is held. */
  boolean isHeld() {
    var unused = catchThrowable(() -> CompletableFuture.anyOf(held, result).join());
    if (!held.isDone()) {
      gate.cut();
      result.join();
    }
    return held.isDone();
  }

  /** Kills the process in the middle of what it does, and what it had sent and is held is lost. */
  void kill() {
    pool.pids().forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
    Throwable error = catchThrowable(result::join);
    gate.cut();
    assertThat(error).hasCauseInstanceOf(FunctionErrorException.class);
    assertThat(((FunctionErrorException) error.getCause()).type()).isEqualTo("Runtime.ExitError");
  }

  /** Lets the call go on, to whatever end. */
  void letGoOn() {
    gate.open();
    var unused = catchThrowable(result::join);
  }
}
