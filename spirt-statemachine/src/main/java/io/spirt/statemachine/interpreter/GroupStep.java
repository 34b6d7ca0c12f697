package io.spirt.statemachine.interpreter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A visit to a state that runs several scopes: it succeeds with the array of their outputs, in the
 * scopes' order, when all have, and fails with the first that does, aborting the others.
 */
abstract class GroupStep extends Step {
  private final Events events;
  private final SortedMap<Integer, Scope> open = new TreeMap<>();
  private JsonNode[] results = {};
  private int concurrency;
  private int opened;
  private int succeeded;

  /** The group's own event types. */
  record Events(
      HistoryEventType succeeded,
      HistoryEventType failed,
      HistoryEventType aborted,
      HistoryEventType exited) {}

  GroupStep(Scope scope, State.Work state, JsonNode input, Events events) {
    super(scope, state, input, events.exited());
    this.events = events;
  }

  abstract Machine machine(int index);

  /** Input of a scope, called when it is about to start. */
  abstract JsonNode input(int index);

  /** What happens to a scope, for groups that record it. */
  enum Turn {
    STARTED,
    SUCCEEDED,
    FAILED,
    ABORTED
  }

  abstract void recordTurn(Scope inner, int index, Turn turn);

  final void launch(int size, int atOnce) {
    results = new JsonNode[size];
    concurrency = atOnce;
    advance();
  }

  @Override
  public final void abort() {
    abortOpen();
    record(events.aborted(), (JsonNode) null);
  }

  private void advance() {
    if (succeeded == results.length) {
      finish();
      return;
    }
    while (opened < results.length && open.size() < concurrency) {
      start(opened++);
    }
  }

  private void start(int index) {
    Machine machine = machine(index);
    Scope inner = new Scope(scope.run(), machine, scope.lastId(), new Child(index));
    open.put(index, inner);
    recordTurn(inner, index, Turn.STARTED);
    JsonNode innerInput;
    try {
      innerInput = input(index);
    } catch (StateException e) {
      inner.fail(e.failure());
      return;
    }
    inner.enter(machine.startAt(), innerInput);
  }

  private void finish() {
    ArrayNode array = JsonNodeFactory.instance.arrayNode(results.length);
    array.addAll(List.of(results));
    try {
      Payload.check(array, "result of the branches");
    } catch (StateException e) {
      record(events.failed(), e.failure());
      fail(e.failure());
      return;
    }
    record(events.succeeded(), (JsonNode) null);
    complete(array);
  }

  private void abortOpen() {
    // No other scope may start once this is called.
    opened = results.length;
    List<Integer> indices = new ArrayList<>(open.keySet());
    for (int index : indices) {
      Scope inner = open.remove(index);
      inner.abort();
      recordTurn(inner, index, Turn.ABORTED);
    }
  }

  private final class Child implements Scope.Owner {
    private final int index;

    Child(int index) {
      this.index = index;
    }

    @Override
    public void succeeded(Scope inner, JsonNode output) {
      open.remove(index);
      recordTurn(inner, index, Turn.SUCCEEDED);
      results[index] = output;
      succeeded++;
      if (succeeded == results.length) {
        scope.follow(inner.lastId());
      }
      advance();
    }

    @Override
    public void failed(Scope inner, Failure failure) {
      open.remove(index);
      recordTurn(inner, index, Turn.FAILED);
      abortOpen();
      scope.follow(inner.lastId());
      record(events.failed(), failure);
      fail(failure);
    }
  }
}
