package io.spirt.statemachine.interpreter;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.CompletableFuture;

/** Calls the function behind a task. Called by several threads, and must not block. */
@FunctionalInterface
public interface TaskInvoker {

  /**
   * Starts one attempt.
   *
   * @param resource the task's Resource, such as a function's ARN
   * @param input must not be changed
   * @return completed with the result, or with {@link TaskFailedException} for an error that the
   *     function named. Any other exception, thrown or in the future, becomes the error {@code
   *     Lambda.Unknown}. The future is cancelled when the result is no longer wanted: after a
   *     timeout, another branch's failure, or the execution's end. The thread that completes it
   *     runs the states that follow, up to the next task.
   */
  CompletableFuture<JsonNode> invoke(String resource, JsonNode input);
}
