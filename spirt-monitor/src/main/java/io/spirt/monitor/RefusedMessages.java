package io.spirt.monitor;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Messages that peers refused, by reason. Each peer counts in its own database and says its total;
 * a database that was lost counts from zero again. Not thread-safe.
 */
final class RefusedMessages {

  private record Count(int before, int last) {}

  private final Map<String, Count> counts = new HashMap<>();

  /** What a peer says, as an object of reasons. */
  void said(int rank, JsonNode refused) {
    refused
        .properties()
        .forEach(
            entry -> counts.merge(entry.getKey() + "/" + rank, now(entry.getValue()), this::add));
  }

  private static Count now(JsonNode total) {
    return new Count(0, total.asInt());
  }

  private Count add(Count known, Count now) {
    boolean lost = now.last() < known.last();
    return new Count(lost ? known.before() + known.last() : known.before(), now.last());
  }

  /** Sums over the peers, by reason. */
  SortedMap<String, Integer> byReason() {
    SortedMap<String, Integer> sums = new TreeMap<>();
    counts.forEach(
        (key, count) ->
            sums.merge(
                key.substring(0, key.lastIndexOf('/')),
                count.before() + count.last(),
                Integer::sum));
    return sums;
  }
}
