package io.spirt.functions;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Supplier;

/**
 * What a stage returns: the event's identity, a few figures, and {@code timings} in milliseconds.
 * Written by one handler; not thread-safe.
 */
public final class StageResult {
  private final ObjectNode json = JsonNodeFactory.instance.objectNode();
  private final ObjectNode timings = JsonNodeFactory.instance.objectNode();

  StageResult(StageEvent event) {
    json.put("stage", event.stage());
    json.put("rank", event.rank());
    json.put("epoch", event.epoch());
    json.put("round", event.round());
  }

  /** Adds a figure. */
  public StageResult put(String name, Object value) {
    json.putPOJO(name, value);
    return this;
  }

  /** Adds a time. */
  public StageResult time(String name, double millis) {
    timings.put(name, millis);
    return this;
  }

  /** Runs {@code work} and adds the time that it took. */
  public <T> T timed(String name, Supplier<T> work) {
    long start = System.nanoTime();
    try {
      return work.get();
    } finally {
      time(name, (System.nanoTime() - start) / 1e6);
    }
  }

  /** Runs {@code work} and adds the time that it took. */
  public void timed(String name, Runnable work) {
    timed(
        name,
        () -> {
          work.run();
          return null;
        });
  }

  /** The result as JSON. */
  ObjectNode json() {
    json.set("timings", timings);
    return json;
  }
}
