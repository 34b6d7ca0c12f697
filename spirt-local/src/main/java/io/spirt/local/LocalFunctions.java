package io.spirt.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.spirt.functions.EntryPoint;
import io.spirt.functions.StageEvent;
import io.spirt.job.Stage;
import io.spirt.local.pool.FunctionErrorException;
import io.spirt.local.pool.FunctionPool;
import io.spirt.statemachine.interpreter.TaskFailedException;
import io.spirt.statemachine.interpreter.TaskInvoker;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Runs the functions that the state machines name: those that need the training engine in the
 * pool's processes, the light ones on a thread of this process, by the same handlers.
 */
final class LocalFunctions implements TaskInvoker, AutoCloseable {
  private static final Set<Stage> IN_POOL =
      EnumSet.of(Stage.INIT, Stage.COMPUTE_GRADIENT, Stage.CONVERGE);
  private static final Duration LONGEST = Duration.ofMinutes(15);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final FunctionPool pool;
  private final EntryPoint light;
  private final RunMonitor monitor;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "light-function");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * @param pool stays the caller's
   * @param light handlers of the stages that run here
   */
  LocalFunctions(FunctionPool pool, EntryPoint light, RunMonitor monitor) {
    this.pool = pool;
    this.light = light;
    this.monitor = monitor;
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
    CompletableFuture<byte[]> raw =
        IN_POOL.contains(event.stageNamed())
            ? pool.invoke(event.write(), LONGEST)
            : onThread(event);
    CompletableFuture<JsonNode> result = new CompletableFuture<>();
    var settling = raw.whenComplete((bytes, error) -> settle(event, result, bytes, error));
    var unused =
        result.whenComplete((value, error) -> cancelIf(result.isCancelled(), settling, raw));
    return result;
  }

  private static void cancelIf(boolean cancelled, Future<?>... work) {
    if (cancelled) {
      for (Future<?> one : work) {
        one.cancel(true);
      }
    }
  }

  private CompletableFuture<byte[]> onThread(StageEvent event) {
    CompletableFuture<byte[]> result = new CompletableFuture<>();
    Future<?> running =
        threads.submit(
            () -> {
              try {
                result.complete(light.handle(event));
              } catch (IOException | RuntimeException e) {
                result.completeExceptionally(e);
              }
            });
    var unused = result.whenComplete((value, error) -> cancelIf(result.isCancelled(), running));
    return result;
  }

  private void settle(
      StageEvent event, CompletableFuture<JsonNode> result, byte[] bytes, Throwable error) {
    if (error != null) {
      result.completeExceptionally(failure(error));
      return;
    }
    try {
      JsonNode value = JSON.readTree(bytes);
      monitor.stageEnded(event, value);
      result.complete(value);
    } catch (IOException e) {
      result.completeExceptionally(new TaskFailedException("Lambda.Unknown", e.toString()));
    }
  }

  private static TaskFailedException failure(Throwable error) {
    if (error instanceof FunctionErrorException failed) {
      return new TaskFailedException(failed.type(), failed.getMessage());
    }
    return new TaskFailedException(error.getClass().getName(), String.valueOf(error.getMessage()));
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
