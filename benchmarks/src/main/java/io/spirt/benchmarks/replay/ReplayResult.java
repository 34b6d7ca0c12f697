package io.spirt.benchmarks.replay;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * What an experiment gave.
 *
 * @param setting what was run, in a line
 * @param figures the figures, in the order in which they are shown
 * @param notes how to read them: lines of at most 100 characters
 * @param details what else a program may want to know, by name
 * @param redisVersion version of the redis-servers
 */
public record ReplayResult(
    String setting,
    List<Figure> figures,
    List<String> notes,
    Map<String, JsonNode> details,
    String redisVersion) {
  public ReplayResult {
    figures = List.copyOf(figures);
    notes = List.copyOf(notes);
  }
}
