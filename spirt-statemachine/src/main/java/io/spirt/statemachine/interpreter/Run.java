package io.spirt.statemachine.interpreter;

import com.fasterxml.jackson.databind.JsonNode;
import io.spirt.statemachine.Limits;
import java.util.concurrent.CompletableFuture;

/**
 * The inside of an execution. Everything but {@link #post}, {@link #cancel} and {@link #result}
 * happens in its queue, so its fields and those of its scopes and steps need no lock.
 */
final class Run implements Scope.Owner {
  private final Environment environment;
  private final History history;
  private final SerialQueue queue = new SerialQueue();
  private final CompletableFuture<ExecutionResult> result = new CompletableFuture<>();
  private Machine machine;
  private Scope top;

  Run(Environment environment, History history, Machine machine) {
    this.environment = environment;
    this.history = history;
    this.machine = machine;
  }

  CompletableFuture<ExecutionResult> result() {
    return result;
  }

  Environment environment() {
    return environment;
  }

  History history() {
    return history;
  }

  void begin(JsonNode input) {
    post(
        () -> {
          int id = history.record(HistoryEventType.EXECUTION_STARTED, 0, null, input, null);
          top = new Scope(this, machine, id, this);
          top.enter(machine.startAt(), input);
        });
  }

  void cancel() {
    post(
        () -> {
          if (top == null) {
            // Cancelled between its registration and its first step, which is now skipped.
            result.complete(new ExecutionResult(ExecutionStatus.ABORTED, null, null, null));
            return;
          }
          top.abort();
          end(HistoryEventType.EXECUTION_ABORTED, ExecutionStatus.ABORTED, null, null);
        });
  }

  /** Runs {@code work} when its turn comes, unless the execution has ended by then. */
  void post(Runnable work) {
    queue.execute(
        () -> {
          if (!result.isDone()) {
            guard(work);
          }
        });
  }

  @Override
  public void succeeded(Scope scope, JsonNode output) {
    end(HistoryEventType.EXECUTION_SUCCEEDED, ExecutionStatus.SUCCEEDED, output, null);
  }

  @Override
  public void failed(Scope scope, Failure failure) {
    end(HistoryEventType.EXECUTION_FAILED, ExecutionStatus.FAILED, null, failure);
  }

  private void guard(Runnable work) {
    try {
      work.run();
    } catch (History.FullException e) {
      stopTasks();
      failed(
          top,
          Failure.runtime(
              "the history has reached %,d events: plan fewer tasks for one execution",
              Limits.HISTORY_EVENTS));
    } catch (RuntimeException | Error e) {
      // The listener, or a fault in here. Nothing may be left running or waiting for ever.
      stopTasks();
      result.completeExceptionally(e);
    }
  }

  private void stopTasks() {
    history.mute();
    if (top != null) {
      top.abort();
    }
  }

  private void end(
      HistoryEventType type, ExecutionStatus status, JsonNode output, Failure failure) {
    int previousId = top.lastId();
    // Kept by those who look at old executions; the definition need not be kept with it.
    machine = null;
    top = null;
    history.record(type, previousId, null, output, failure);
    result.complete(
        failure == null
            ? new ExecutionResult(status, output, null, null)
            : new ExecutionResult(status, output, failure.error(), failure.cause()));
  }
}
