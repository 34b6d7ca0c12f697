package io.spirt.statemachine.interpreter;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Functions that a test answers by hand, or at once. For one thread. */
final class Functions implements TaskInvoker {
  private final List<Call> calls = new ArrayList<>();
  private Consumer<Call> answer = call -> {};

  /** One invocation. */
  record Call(String resource, JsonNode input, CompletableFuture<JsonNode> future) {
    void succeed(String json) {
      future.complete(TestMachines.json(json));
    }

    void fail(String error, String cause) {
      future.completeExceptionally(new TaskFailedException(error, cause));
    }
  }

  @Override
  public CompletableFuture<JsonNode> invoke(String resource, JsonNode input) {
    Call call = new Call(resource, input, new CompletableFuture<>());
    calls.add(call);
    answer.accept(call);
    return call.future;
  }

  /** From now on every call is answered when it comes. */
  void answer(Consumer<Call> how) {
    answer = how;
  }

  List<Call> calls() {
    return calls;
  }

  Call call(int index) {
    return calls.get(index);
  }

  Call last() {
    return calls.get(calls.size() - 1);
  }
}
