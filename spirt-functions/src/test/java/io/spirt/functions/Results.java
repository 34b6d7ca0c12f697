package io.spirt.functions;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/** Reads stages' results. */
final class Results {
  private Results() {}

  /** A list of ranks, in the result's order. */
  static List<Integer> ranks(JsonNode result, String field) {
    return StreamSupport.stream(result.get(field).spliterator(), false)
        .map(JsonNode::asInt)
        .toList();
  }

  /** Reasons and how often each. */
  static SortedMap<String, Integer> counts(JsonNode result, String field) {
    SortedMap<String, Integer> counts = new TreeMap<>();
    result.get(field).properties().forEach(e -> counts.put(e.getKey(), e.getValue().asInt()));
    return counts;
  }

  /** Ranks and why each. */
  static SortedMap<Integer, String> reasons(JsonNode result, String field) {
    SortedMap<Integer, String> reasons = new TreeMap<>();
    result
        .get(field)
        .properties()
        .forEach(e -> reasons.put(Integer.valueOf(e.getKey()), e.getValue().asText()));
    return reasons;
  }
}
