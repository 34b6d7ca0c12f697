package io.spirt.statemachine.interpreter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/** A visit to a Map: one iteration per item, in the order of the items, some at a time. */
final class MapStep extends GroupStep {
  private static final Events EVENTS =
      new Events(
          HistoryEventType.MAP_STATE_SUCCEEDED,
          HistoryEventType.MAP_STATE_FAILED,
          HistoryEventType.MAP_STATE_ABORTED,
          HistoryEventType.MAP_STATE_EXITED);

  private final State.Map map;
  private JsonNode items;

  MapStep(Scope scope, State.Map map, JsonNode input) {
    super(scope, map, input, EVENTS);
    this.map = map;
  }

  @Override
  public void begin() {
    record(HistoryEventType.MAP_STATE_ENTERED, input);
    try {
      items = map.itemsPath().read(input);
      if (!items.isArray()) {
        throw new StateException(
            Failure.runtime(
                "ItemsPath %s has to find an array, not %s",
                map.itemsPath().text(), Fields.brief(items)));
      }
    } catch (StateException e) {
      fail(e.failure());
      return;
    }
    record(
        HistoryEventType.MAP_STATE_STARTED,
        JsonNodeFactory.instance.objectNode().put("length", items.size()));
    launch(items.size(), map.maxConcurrency());
  }

  @Override
  Machine machine(int index) {
    return map.processor();
  }

  @Override
  JsonNode input(int index) {
    JsonNode item = items.get(index);
    JsonNode filled = map.itemSelector() == null ? item : map.itemSelector().fill(input, item);
    return Payload.check(filled, "input of iteration " + index + " of " + map.name());
  }

  @Override
  void recordTurn(Scope inner, int index, Turn turn) {
    HistoryEventType type =
        switch (turn) {
          case STARTED -> HistoryEventType.MAP_ITERATION_STARTED;
          case SUCCEEDED -> HistoryEventType.MAP_ITERATION_SUCCEEDED;
          case FAILED -> HistoryEventType.MAP_ITERATION_FAILED;
          case ABORTED -> HistoryEventType.MAP_ITERATION_ABORTED;
        };
    JsonNode details = JsonNodeFactory.instance.objectNode().put("index", index);
    inner.record(type, map.name(), details, null);
  }
}
