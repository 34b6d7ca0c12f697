package io.spirt.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.spirt.functions.StageEvent;
import io.spirt.job.Stage;
import io.spirt.local.pool.FunctionErrorException;
import io.spirt.monitor.RunMonitor;
import io.spirt.statemachine.interpreter.TaskFailedException;
import io.spirt.statemachine.interpreter.TaskInvoker;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Runs the functions that the state machines name: those that need the training engine in processes
 * that have loaded it, the light ones elsewhere.
 */
final class LocalFunctions implements TaskInvoker {
  private static final Set<Stage> HEAVY =
      EnumSet.of(Stage.INIT, Stage.COMPUTE_GRADIENT, Stage.CONVERGE);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final FunctionRunner heavy;
  private final FunctionRunner light;
  private final RunMonitor monitor;
  private final RunHooks hooks;

  /**
   * @param heavy runs the stages that need the training engine
   * @param light runs the others
   */
  LocalFunctions(FunctionRunner heavy, FunctionRunner light, RunMonitor monitor, RunHooks hooks) {
    this.heavy = heavy;
    this.light = light;
    this.monitor = monitor;
    this.hooks = hooks;
  }

  @Override
  public CompletableFuture<JsonNode> invoke(String resource, JsonNode input) {
    try {
      StageEvent event = StageEvent.read(JSON.writeValueAsBytes(input));
      if (!resource.endsWith("-" + event.stage())) {
        throw new IllegalArgumentException(resource + " is not the function of " + event.stage());
      }
      return invoke(event);
    } catch (IOException | RuntimeException e) {
      return CompletableFuture.failedFuture(
          new TaskFailedException(e.getClass().getName(), String.valueOf(e.getMessage())));
    }
  }

  /** Calls the function of the event's stage. Cancelling the future ends the call. */
  CompletableFuture<JsonNode> invoke(StageEvent event) {
    monitor.stageStarted(event);
    CompletableFuture<JsonNode> result = new CompletableFuture<>();
    var unused =
        hooks
            .beforeStage(event)
            .whenComplete(
                (ready, error) -> {
                  if (error != null) {
                    result.completeExceptionally(failure(error));
                  } else if (!result.isDone()) {
                    run(event, result);
                  }
                });
    return result;
  }

  /** Kills the process that works on that event; false if none does. */
  boolean kill(StageEvent event) {
    return runner(event).kill(event);
  }

  private FunctionRunner runner(StageEvent event) {
    return HEAVY.contains(event.stageNamed()) ? heavy : light;
  }

  private void run(StageEvent event, CompletableFuture<JsonNode> result) {
    CompletableFuture<byte[]> running = runner(event).run(event, () -> hooks.stageGiven(event));
    var settling = running.whenComplete((bytes, error) -> settle(event, result, bytes, error));
    var unused =
        result.whenComplete(
            (value, error) -> {
              if (result.isCancelled()) {
                settling.cancel(true);
                running.cancel(true);
              }
            });
  }

  private void settle(
      StageEvent event, CompletableFuture<JsonNode> result, byte[] bytes, Throwable error) {
    if (error != null) {
      hooks.afterStage(event, null);
      result.completeExceptionally(failure(error));
      return;
    }
    try {
      JsonNode value = JSON.readTree(bytes);
      monitor.stageEnded(event, value);
      hooks.afterStage(event, value);
      result.complete(value);
    } catch (IOException e) {
      result.completeExceptionally(new TaskFailedException("Lambda.Unknown", e.toString()));
    }
  }

  private static TaskFailedException failure(Throwable error) {
    if (error instanceof CompletionException && error.getCause() != null) {
      return failure(error.getCause());
    }
    if (error instanceof FunctionErrorException failed) {
      return new TaskFailedException(failed.type(), failed.getMessage());
    }
    return new TaskFailedException(error.getClass().getName(), String.valueOf(error.getMessage()));
  }
}
