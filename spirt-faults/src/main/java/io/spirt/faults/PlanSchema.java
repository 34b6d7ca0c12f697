package io.spirt.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.spirt.job.AllowedValues;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The JSON schema of a fault plan, and what it says of a document. */
final class PlanSchema {
  private static final String SCHEMA = "faults.schema.json";
  private static final int MOST_VALUE_CHARACTERS = 80;
  private static final Pattern IN_A_FAULT = Pattern.compile("(/faults/[0-9]+)(/.*)?");

  private static final JsonSchema VALIDATOR =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
          .getSchema(
              read(), SchemaValidatorsConfig.builder().pathType(PathType.JSON_POINTER).build());

  private PlanSchema() {}

  static JsonNode read() {
    try (InputStream in = PlanSchema.class.getResourceAsStream(SCHEMA)) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is wrong with a document, each problem once. */
  static List<PlanProblem> problems(JsonNode document) {
    // A value may break two keywords of its schema; in words that is the same problem.
    Set<PlanProblem> found = new LinkedHashSet<>();
    for (ValidationMessage message : VALIDATOR.validate(document)) {
      found.add(describe(message, document));
    }
    return List.copyOf(found);
  }

  /** The fields that a kind of fault has beside its kind, with their schemas. */
  static Set<Map.Entry<String, JsonNode>> fields(String kind) {
    return definition(kind).path("properties").properties();
  }

  /** The schema of a plan's own field. */
  static JsonNode field(String name) {
    return VALIDATOR.getSchemaNode().path("properties").path(name);
  }

  private static JsonNode definition(String kind) {
    return VALIDATOR.getSchemaNode().path("$defs").path(kind);
  }

  private static PlanProblem describe(ValidationMessage message, JsonNode document) {
    String pointer = message.getInstanceLocation().toString();
    if (message.getType().equals("additionalProperties")) {
      String field = pointer + "/" + message.getProperty().replace("~", "~0").replace("/", "~1");
      return new PlanProblem(
          field,
          shorten(document.at(field)),
          "unknown field; allowed here: " + names(schemaAt(pointer, document)));
    }
    if (message.getType().equals("required")) {
      String field = pointer + "/" + message.getProperty();
      return new PlanProblem(
          field, "", "missing; wanted: " + AllowedValues.describe(schemaAt(field, document)));
    }
    return new PlanProblem(
        pointer,
        shorten(document.at(pointer)),
        "not allowed; allowed: " + AllowedValues.describe(schemaAt(pointer, document)));
  }

  /** What the schema says of a place, where a fault's kind decides what it may hold. */
  private static JsonNode schemaAt(String pointer, JsonNode document) {
    JsonNode schema = VALIDATOR.getSchemaNode();
    Matcher fault = IN_A_FAULT.matcher(pointer);
    if (!fault.matches()) {
      return schema.at(pointer.replaceAll("/", "/properties/"));
    }
    JsonNode any = schema.at("/properties/faults/items");
    String rest = fault.group(2) == null ? "" : fault.group(2).replaceAll("/", "/properties/");
    JsonNode ofKind = definition(document.at(fault.group(1)).path("kind").asText());
    return rest.equals("/properties/kind") || ofKind.isMissingNode()
        ? any.at(rest)
        : ofKind.at(rest);
  }

  private static String names(JsonNode schema) {
    StringJoiner names = new StringJoiner(", ");
    schema.path("properties").fieldNames().forEachRemaining(names::add);
    return names.toString();
  }

  private static String shorten(JsonNode value) {
    String text = value.toString();
    return text.length() <= MOST_VALUE_CHARACTERS
        ? text
        : text.substring(0, MOST_VALUE_CHARACTERS) + "…";
  }
}
