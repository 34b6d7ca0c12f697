package io.spirt.statemachine.interpreter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** A visit to a Task: attempts, one after the other, until one succeeds or no retry is left. */
final class TaskStep extends Step {
  private static final int NONE = 0;

  private final State.Task task;
  private final int[] retries;
  private JsonNode parameters;
  private int attempts;
  // The attempt or wait that counts now; whatever an older one brings is late and is dropped.
  private int current = NONE;
  private Timer.Cancellable timer = () -> {};
  private CompletableFuture<JsonNode> future = new CompletableFuture<>();

  TaskStep(Scope scope, State.Task task, JsonNode input) {
    super(scope, task, input, HistoryEventType.TASK_STATE_EXITED);
    this.task = task;
    this.retries = new int[task.retriers().size()];
  }

  @Override
  public void begin() {
    record(HistoryEventType.TASK_STATE_ENTERED, input);
    try {
      JsonNode filled = task.parameters() == null ? input : task.parameters().fill(input);
      parameters = Payload.check(filled, "input of task " + task.name());
    } catch (StateException e) {
      fail(e.failure());
      return;
    }
    attempt();
  }

  @Override
  public void abort() {
    settle();
    future.cancel(true);
    record(HistoryEventType.TASK_STATE_ABORTED, (JsonNode) null);
  }

  private void attempt() {
    record(HistoryEventType.LAMBDA_FUNCTION_SCHEDULED, parameters);
    record(HistoryEventType.LAMBDA_FUNCTION_STARTED, (JsonNode) null);
    int attempt = later(Duration.ofSeconds(task.timeoutSeconds()), this::timedOut);
    future = invoke();
    // What the callback throws goes to the run's guard, so the future it returns has nothing to
    // say.
    var unused =
        future.whenComplete(
            (result, error) -> scope.run().post(() -> finished(attempt, result, error)));
  }

  /** Runs {@code work} after {@code delay} unless this step has gone on by then. */
  private int later(Duration delay, Runnable work) {
    current = ++attempts;
    int mine = current;
    Runnable check =
        () -> {
          if (mine == current) {
            settle();
            work.run();
          }
        };
    timer = scope.run().environment().timer().schedule(delay, () -> scope.run().post(check));
    return mine;
  }

  private CompletableFuture<JsonNode> invoke() {
    try {
      TaskInvoker invoker = scope.run().environment().invoker();
      return Objects.requireNonNull(
          invoker.invoke(task.resource(), parameters), "the invoker returned null, not a future");
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private void timedOut() {
    future.cancel(true);
    Failure failure =
        new Failure(
            ErrorNames.TIMEOUT,
            "no result of task %s within %d s".formatted(task.name(), task.timeoutSeconds()));
    record(HistoryEventType.LAMBDA_FUNCTION_TIMED_OUT, failure);
    retryOrFail(failure);
  }

  private void finished(int attempt, JsonNode result, Throwable error) {
    if (attempt != current) {
      return;
    }
    settle();
    JsonNode selected;
    try {
      if (error != null) {
        throw new StateException(failureOf(error));
      }
      JsonNode found = result == null ? NullNode.getInstance() : result;
      Payload.check(found, "result of task " + task.name());
      record(HistoryEventType.LAMBDA_FUNCTION_SUCCEEDED, found);
      selected = task.resultSelector() == null ? found : task.resultSelector().fill(found);
    } catch (StateException e) {
      // A selector that fails comes after the success of the function, which stays as recorded.
      if (!e.failure().error().equals(ErrorNames.RUNTIME)) {
        record(HistoryEventType.LAMBDA_FUNCTION_FAILED, e.failure());
      }
      retryOrFail(e.failure());
      return;
    }
    complete(selected);
  }

  private void retryOrFail(Failure failure) {
    int index = Retrier.indexOf(task.retriers(), failure.error());
    if (index < 0 || retries[index] >= task.retriers().get(index).maxAttempts()) {
      fail(failure);
      return;
    }
    double jitter = scope.run().environment().jitter().nextDouble();
    later(task.retriers().get(index).delay(retries[index]++, jitter), this::attempt);
  }

  private void settle() {
    current = NONE;
    timer.cancel();
  }

  private static Failure failureOf(Throwable error) {
    Throwable cause = error;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof TaskFailedException named) {
      return new Failure(named.error(), named.cause());
    }
    return new Failure(ErrorNames.LAMBDA_UNKNOWN, cause.toString());
  }
}
