package io.spirt.statemachine.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the functions answer in one execution, call by call, and what they were called with. Used
 * once, by one side. Thread-safe.
 *
 * <p>A function is named by its word; a gradient function also by its batch, as {@code
 * compute-gradient/7}. After the last outcome that is given, and where none is, it succeeds.
 */
final class Script {
  private final Map<String, List<Outcome>> outcomes;
  private final Map<String, Integer> counts = new HashMap<>();
  private final SortedMap<String, List<JsonNode>> calls = new TreeMap<>();

  Script(Map<String, List<Outcome>> outcomes) {
    this.outcomes = outcomes;
  }

  /** The next outcome of a function. */
  synchronized Outcome call(String function, JsonNode event) {
    String name = event.has("batch") ? function + "/" + event.get("batch") : function;
    calls.computeIfAbsent(name, any -> new ArrayList<>()).add(event);
    int count = counts.merge(name, 1, Integer::sum);
    List<Outcome> given = outcomes.getOrDefault(name, List.of());
    return count <= given.size() ? given.get(count - 1) : success(function, event);
  }

  /** What each function was called with, in order. */
  synchronized SortedMap<String, List<JsonNode>> calls() {
    SortedMap<String, List<JsonNode>> copy = new TreeMap<>();
    calls.forEach((name, events) -> copy.put(name, List.copyOf(events)));
    return copy;
  }

  /** As the handlers answer, with a field more than the definitions select. */
  private static Outcome success(String function, JsonNode event) {
    return switch (function) {
      case "compute-gradient" -> Outcome.result("{'batch':" + event.get("batch") + ",'loss':0.5}");
      case "auth" -> Outcome.result("{'ready':true,'version':0}");
      case "prepare" ->
          Outcome.result(
              "{'run':" + event.get("name") + ",'peers':4,'digest':'0123456789ab','samples':9}");
      default -> Outcome.result("{'done':true}");
    };
  }
}
