package io.spirt.faults;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The JSON schema of a plan, and what it says of a document. A plan has a list of things to act
 * out; one field of such a thing names its kind, and the kind's definition says what else it has.
 * Thread-safe.
 */
public final class PlanSchema {
  private static final int MOST_VALUE_CHARACTERS = 80;
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final String what;
  private final String list;
  private final String kindField;
  private final Pattern inTheList;
  private final JsonSchema validator;

  /**
   * @param what the document's name in errors, such as {@code fault plan}
   * @param list name of its list
   * @param kindField name of the field that names the kind
   * @param schema the JSON schema, with a definition for each kind
   */
  public PlanSchema(String what, String list, String kindField, JsonNode schema) {
    this.what = what;
    this.list = list;
    this.kindField = kindField;
    this.inTheList = Pattern.compile("(/" + Pattern.quote(list) + "/[0-9]+)(/.*)?");
    this.validator =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(
                schema, SchemaValidatorsConfig.builder().pathType(PathType.JSON_POINTER).build());
  }

  /** A schema that lies as a resource beside a class. */
  public static JsonNode resource(Class<?> beside, String name) {
    try (InputStream in = beside.getResourceAsStream(name)) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a document that fits the schema.
   *
   * @param refusal makes what is thrown of everything that is wrong with it
   */
  public JsonNode read(String text, Function<List<PlanProblem>, RuntimeException> refusal) {
    JsonNode document;
    try {
      document = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw refusal.apply(List.of(new PlanProblem("", "", notJson(e))));
    }
    List<PlanProblem> problems =
        document.isMissingNode()
            ? List.of(
                new PlanProblem(
                    "", "", "the document is empty; " + article() + what + " is a JSON object"))
            : problems(document);
    if (!problems.isEmpty()) {
      throw refusal.apply(problems);
    }
    return document;
  }

  private String article() {
    return "aeiou".indexOf(what.charAt(0)) < 0 ? "a " : "an ";
  }

  private static String notJson(JsonProcessingException e) {
    String where =
        e.getLocation() == null
            ? ""
            : " at line "
                + e.getLocation().getLineNr()
                + ", column "
                + e.getLocation().getColumnNr();
    return "not valid JSON" + where + ": " + e.getOriginalMessage();
  }

  /** Fills the defaults of its kind into one of the list's objects. */
  public void fillDefaults(ObjectNode node) {
    for (Map.Entry<String, JsonNode> field :
        definition(node.path(kindField).asText()).path("properties").properties()) {
      JsonNode preset = field.getValue().get("default");
      if (preset != null && !node.has(field.getKey())) {
        node.set(field.getKey(), preset);
      }
    }
  }

  /** What is wrong with a document, each problem once. */
  private List<PlanProblem> problems(JsonNode document) {
    // A value may break two keywords of its schema; in words that is the same problem.
    Set<PlanProblem> found = new LinkedHashSet<>();
    for (ValidationMessage message : validator.validate(document)) {
      found.add(describe(message, document));
    }
    return List.copyOf(found);
  }

  /** The schema of a plan's own field. */
  public JsonNode field(String name) {
    return validator.getSchemaNode().path("properties").path(name);
  }

  private JsonNode definition(String kind) {
    return validator.getSchemaNode().path("$defs").path(kind);
  }

  private PlanProblem describe(ValidationMessage message, JsonNode document) {
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

  /** What the schema says of a place, where a kind decides what it may hold. */
  private JsonNode schemaAt(String pointer, JsonNode document) {
    JsonNode schema = validator.getSchemaNode();
    Matcher place = inTheList.matcher(pointer);
    if (!place.matches()) {
      return schema.at(pointer.replaceAll("/", "/properties/"));
    }
    JsonNode any = schema.at("/properties/" + list + "/items");
    String rest = place.group(2) == null ? "" : place.group(2).replaceAll("/", "/properties/");
    JsonNode ofKind = definition(document.at(place.group(1)).path(kindField).asText());
    return rest.equals("/properties/" + kindField) || ofKind.isMissingNode()
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
