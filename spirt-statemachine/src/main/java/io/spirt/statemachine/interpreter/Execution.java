package io.spirt.statemachine.interpreter;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.CompletableFuture;

/** One run of a definition. Safe for use by several threads. */
public final class Execution {
  private final String name;
  private final JsonNode input;
  private final Run run;

  Execution(String name, JsonNode input, Run run) {
    this.name = name;
    this.input = input;
    this.run = run;
  }

  /** The name that it was started with. */
  public String name() {
    return name;
  }

  /** The input that it was started with; not to be changed. */
  public JsonNode input() {
    return input;
  }

  /**
   * Completes when the execution ends, also when it fails; exceptionally only if the listener
   * throws. Completing or cancelling this future has no effect on the execution.
   */
  public CompletableFuture<ExecutionResult> result() {
    return run.result().copy();
  }

  /** Where it stands now. */
  public ExecutionStatus status() {
    CompletableFuture<ExecutionResult> result = run.result();
    if (!result.isDone()) {
      return ExecutionStatus.RUNNING;
    }
    return result.isCompletedExceptionally() ? ExecutionStatus.FAILED : result.join().status();
  }

  /**
   * Ends the execution as ABORTED and cancels its tasks; does nothing if it has ended. May return
   * before that has happened: wait for {@link #result}.
   */
  public void cancel() {
    run.cancel();
  }

  /** Makes the first step. Called once, by whoever made this. */
  void begin() {
    run.begin(input);
  }
}
