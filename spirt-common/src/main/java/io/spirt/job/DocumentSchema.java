package io.spirt.job;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.regex.RegularExpression;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A JSON schema that users' documents are read by: says everything that is wrong with a document in
 * words, and fills the schema's defaults in. Immutable and thread-safe.
 */
public final class DocumentSchema {
  private static final int MOST_VALUE_CHARACTERS = 80;

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final JsonSchema validator;
  private final String what;

  private DocumentSchema(JsonNode schema, String what) {
    this.what = what;
    this.validator =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(
                schema,
                SchemaValidatorsConfig.builder()
                    .pathType(PathType.JSON_POINTER)
                    .regularExpressionFactory(DocumentSchema::regularExpression)
                    .build());
  }

  /**
   * What came of a document.
   *
   * @param document with the schema's defaults filled in if there are no problems, else as far as
   *     it could be parsed
   * @param problems everything that is wrong with it, each once
   */
  public record Reading(JsonNode document, List<JobProblem> problems) {}

  /**
   * The schema in a resource.
   *
   * @param owner beside which the resource lies
   * @param what such a document is, with its article, such as {@code a job}
   */
  public static DocumentSchema load(Class<?> owner, String resource, String what) {
    try (InputStream in = owner.getResourceAsStream(resource)) {
      return new DocumentSchema(JSON.readTree(in), what);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The schema itself, a copy. */
  public JsonNode json() {
    return validator.getSchemaNode().deepCopy();
  }

  /** Reads a document. */
  public Reading read(String text) {
    try {
      JsonNode document = JSON.readTree(text);
      if (document.isMissingNode()) {
        return refused("the document is empty; " + what + " is a JSON object");
      }
      return check(document);
    } catch (JsonProcessingException e) {
      String where =
          e.getLocation() == null
              ? ""
              : " at line "
                  + e.getLocation().getLineNr()
                  + ", column "
                  + e.getLocation().getColumnNr();
      return refused("not valid JSON" + where + ": " + e.getOriginalMessage());
    }
  }

  /** Checks a document and fills it; changes it. */
  public Reading check(JsonNode document) {
    // A value may break two keywords of its schema; in words that is the same problem.
    Set<JobProblem> found = new LinkedHashSet<>();
    for (ValidationMessage message : validator.validate(document)) {
      found.add(describe(message, document));
    }
    if (found.isEmpty()) {
      SchemaDefaults.fill(document, validator.getSchemaNode());
    }
    return new Reading(document, List.copyOf(found));
  }

  private static Reading refused(String message) {
    return new Reading(JSON.createObjectNode(), List.of(new JobProblem("", "", message)));
  }

  /** Java's {@code $} also matches before a line break at the end, that of a schema does not. */
  private static RegularExpression regularExpression(String regex) {
    return Pattern.compile(regex.replaceFirst("\\$$", "\\\\z")).asPredicate()::test;
  }

  private JobProblem describe(ValidationMessage message, JsonNode document) {
    String pointer = message.getInstanceLocation().toString();
    if (message.getType().equals("additionalProperties")) {
      String field = pointer + "/" + escaped(message.getProperty());
      return new JobProblem(
          field,
          shorten(document.at(field)),
          "unknown field; allowed here: " + AllowedValues.fields(schemaAt(pointer)));
    }
    if (message.getType().equals("required")) {
      String field = pointer + "/" + message.getProperty();
      return new JobProblem(
          field, "", "missing; wanted: " + AllowedValues.describe(schemaAt(field)));
    }
    return new JobProblem(
        pointer,
        shorten(document.at(pointer)),
        "not allowed; allowed: " + AllowedValues.describe(schemaAt(pointer)));
  }

  /** A field's name as a part of a JSON pointer. */
  private static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }

  private JsonNode schemaAt(String pointer) {
    JsonNode named = validator.getSchemaNode().at(pointer.replaceAll("/", "/properties/"));
    int last = pointer.lastIndexOf('/');
    return named.isMissingNode() && last > 0
        ? schemaAt(pointer.substring(0, last)).path("additionalProperties")
        : named;
  }

  private static String shorten(JsonNode value) {
    String text = value.toString();
    return text.length() <= MOST_VALUE_CHARACTERS
        ? text
        : text.substring(0, MOST_VALUE_CHARACTERS) + "…";
  }
}
