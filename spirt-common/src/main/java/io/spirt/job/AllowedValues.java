package io.spirt.job;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** Says in words what a part of the job schema allows. */
public final class AllowedValues {
  private AllowedValues() {}

  /** The allowed values of one field, such as {@code integer, 1 to 64}. */
  public static String describe(JsonNode schema) {
    if (schema.has("enum")) {
      return oneOf(schema.get("enum"));
    }
    if (schema.has("const")) {
      return schema.get("const").toString();
    }
    if (schema.has("anyOf")) {
      StringJoiner choices = new StringJoiner("; or ");
      schema.get("anyOf").forEach(choice -> choices.add(describe(choice)));
      return choices.toString();
    }
    List<String> parts = new ArrayList<>();
    parts.add(schema.path("type").asText("value"));
    String range = range(schema);
    if (!range.isEmpty()) {
      parts.add(range);
    }
    if (schema.has("pattern")) {
      parts.add("matching " + schema.get("pattern").asText());
    }
    if (schema.has("properties")) {
      parts.add("with " + fields(schema));
    }
    return String.join(", ", parts);
  }

  /** The names of an object's fields. */
  static String fields(JsonNode schema) {
    StringJoiner names = new StringJoiner(", ");
    schema.path("properties").fieldNames().forEachRemaining(names::add);
    return names.toString();
  }

  private static String oneOf(JsonNode values) {
    StringJoiner words = new StringJoiner(", ");
    values.forEach(value -> words.add(value.toString()));
    return values.size() == 1 ? words.toString() : "one of " + words;
  }

  private static String range(JsonNode schema) {
    String low =
        schema.has("minimum")
            ? schema.get("minimum").asText()
            : schema.has("exclusiveMinimum")
                ? "above " + schema.get("exclusiveMinimum").asText()
                : "";
    String high =
        schema.has("maximum")
            ? "to " + schema.get("maximum").asText()
            : schema.has("exclusiveMaximum")
                ? "to below " + schema.get("exclusiveMaximum").asText()
                : "";
    return (low + " " + high).trim();
  }
}
