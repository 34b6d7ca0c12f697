package io.spirt.benchmarks.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an experiment gave.
 *
 * @param setting what was run, in a line
 * @param figures the figures, in the order in which they are shown
 * @param table preformatted lines of at most 100 characters that follow the figures; may be empty
 * @param rows what becomes result.csv
 * @param plots pictures, published curves beside the measured ones
 * @param shape who wins, by what factor, where curves cross
 * @param notes how to read it all, a sentence each
 * @param members what else a program may want to know: further members of result.json
 * @param redisVersion version of the redis-servers; empty if there were none
 */
public record ReplayResult(
    String setting,
    List<Figure> figures,
    List<String> table,
    ReplayRows rows,
    List<ReplayPlot> plots,
    List<ShapeFinding> shape,
    List<String> notes,
    Map<String, JsonNode> members,
    String redisVersion) {
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  public ReplayResult {
    figures = List.copyOf(figures);
    table = List.copyOf(table);
    plots = List.copyOf(plots);
    shape = List.copyOf(shape);
    notes = List.copyOf(notes);
    members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
  }

  /**
   * Starts a result.
   *
   * @param setting what was run, in a line of at most 100 characters
   */
  public static Builder of(String setting) {
    return new Builder(setting);
  }

  /** Gathers a result. Used by one thread. */
  public static final class Builder {
    private final String setting;
    private final List<Figure> figures = new ArrayList<>();
    private final List<String> table = new ArrayList<>();
    private final List<ReplayPlot> plots = new ArrayList<>();
    private final List<ShapeFinding> shape = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Map<String, JsonNode> members = new LinkedHashMap<>();
    private final ObjectNode details = JSON.createObjectNode();
    private ReplayRows rows = ReplayRows.NONE;
    private String redisVersion = "";

    private Builder(String setting) {
      this.setting = setting;
    }

    /** Adds figures. */
    public Builder figures(List<Figure> more) {
      figures.addAll(more);
      return this;
    }

    /** Adds a figure. */
    public Builder figure(Figure figure) {
      figures.add(figure);
      return this;
    }

    /** Adds preformatted lines of at most 100 characters. */
    public Builder table(List<String> lines) {
      table.addAll(lines);
      return this;
    }

    /** Sets the table for result.csv. */
    public Builder rows(ReplayRows table) {
      rows = table;
      return this;
    }

    /** Adds a picture. */
    public Builder plot(ReplayPlot plot) {
      plots.add(plot);
      return this;
    }

    /** Adds what the shape is. */
    public Builder shape(ShapeFinding finding) {
      shape.add(finding);
      return this;
    }

    /** Adds a sentence on how to read it. */
    public Builder note(String sentence) {
      notes.add(sentence);
      return this;
    }

    /** Adds a member of the JSON result's {@code details}; Jackson must know the value's type. */
    public Builder detail(String name, Object value) {
      details.set(name, JSON.valueToTree(value));
      return this;
    }

    /** Adds a member of the JSON result itself. */
    public Builder member(String name, JsonNode value) {
      members.put(name, value);
      return this;
    }

    /** Sets the version of the redis-servers. */
    public Builder redis(String version) {
      redisVersion = version;
      return this;
    }

    /** The result so far. */
    public ReplayResult build() {
      Map<String, JsonNode> all = new LinkedHashMap<>(members);
      if (!details.isEmpty()) {
        all.put("details", details);
      }
      return new ReplayResult(
          setting, figures, table, rows, plots, shape, notes, all, redisVersion);
    }
  }
}
