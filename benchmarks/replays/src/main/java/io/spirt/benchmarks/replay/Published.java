package io.spirt.benchmarks.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.OptionalDouble;

/** What one experiment gave when it was published; read from {@code published.json}. */
public final class Published {
  private static final ObjectMapper JSON = JsonMapper.builder().build();
  private static final JsonNode ALL = load();

  private final JsonNode figures;

  private Published(JsonNode figures) {
    this.figures = figures;
  }

  /**
   * The published figures of an experiment.
   *
   * @throws IllegalArgumentException if the file has none of that name
   */
  public static Published of(String experiment) {
    if (!ALL.has(experiment)) {
      throw new IllegalArgumentException("published.json has no experiment " + experiment);
    }
    return new Published(ALL.get(experiment));
  }

  /** Paper or thesis, and the place in it. */
  public String source() {
    return figures.path("source").textValue();
  }

  /** The value of a figure, in the unit that its key names; empty if it was not published. */
  public OptionalDouble value(String key) {
    JsonNode value = figures.get(key);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value.doubleValue());
  }

  /** A figure that was published in words only; empty if there is none. */
  public Optional<String> text(String key) {
    return Optional.ofNullable(figures.get(key)).map(JsonNode::textValue);
  }

  private static JsonNode load() {
    try (InputStream in = Published.class.getResourceAsStream("published.json")) {
      return JSON.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
