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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads job documents: checks them against the JSON schema, fills the schema's defaults in, and
 * checks what a schema cannot say. Thread-safe.
 */
public final class JobReader {
  private static final String SCHEMA = "job.schema.json";
  private static final int MOST_VALUE_CHARACTERS = 80;

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final JsonSchema VALIDATOR =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
          .getSchema(
              schema(),
              SchemaValidatorsConfig.builder()
                  .pathType(PathType.JSON_POINTER)
                  .regularExpressionFactory(JobReader::regularExpression)
                  .build());

  private JobReader() {}

  /** The schema of a job document. */
  public static JsonNode schema() {
    try (InputStream in = JobReader.class.getResourceAsStream(SCHEMA)) {
      return JSON.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a job.
   *
   * @param text the JSON document
   * @throws InvalidJobException with every problem of the document
   */
  public static Job read(String text) {
    JsonNode document = parse(text);
    // A value may break two keywords of its schema; in words that is the same problem.
    Set<JobProblem> found = new LinkedHashSet<>();
    for (ValidationMessage message : VALIDATOR.validate(document)) {
      found.add(describe(message, document));
    }
    List<JobProblem> problems = new ArrayList<>(found);
    if (!problems.isEmpty()) {
      throw new InvalidJobException(problems);
    }
    SchemaDefaults.fill(document, VALIDATOR.getSchemaNode());
    Job job = JSON.convertValue(document, Job.class);
    problems.addAll(CrossChecks.of(job));
    if (!problems.isEmpty()) {
      throw new InvalidJobException(problems);
    }
    return job;
  }

  /**
   * Reads a job from a file's text: paths of the model's files become {@code file:} URIs.
   *
   * @param text the JSON document
   * @param folder what such paths start from
   * @throws InvalidJobException with every problem of the document
   */
  public static Job read(String text, Path folder) {
    Job job = read(text);
    ModelSpec model = job.model();
    return job.with(
        new ModelSpec(
            model.name(),
            model.classes(),
            absolute(model.weights(), folder),
            absolute(model.jar(), folder),
            model.className()));
  }

  private static String absolute(String place, Path folder) {
    if (place == null || place.contains(":")) {
      return place;
    }
    return folder.resolve(place).toAbsolutePath().normalize().toUri().toString();
  }

  /** The job as a JSON document, defaults included; {@link #read} gives an equal job back. */
  public static String write(Job job) {
    try {
      JsonNode document = JSON.valueToTree(job);
      SchemaDefaults.dropNulls(document);
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Java's {@code $} also matches before a line break at the end, that of a schema does not. */
  private static RegularExpression regularExpression(String regex) {
    return Pattern.compile(regex.replaceFirst("\\$$", "\\\\z")).asPredicate()::test;
  }

  private static JsonNode parse(String text) {
    try {
      JsonNode document = JSON.readTree(text);
      if (document.isMissingNode()) {
        throw new InvalidJobException(
            List.of(new JobProblem("", "", "the document is empty; a job is a JSON object")));
      }
      return document;
    } catch (JsonProcessingException e) {
      String where =
          e.getLocation() == null
              ? ""
              : " at line "
                  + e.getLocation().getLineNr()
                  + ", column "
                  + e.getLocation().getColumnNr();
      throw new InvalidJobException(
          List.of(
              new JobProblem("", "", "not valid JSON" + where + ": " + e.getOriginalMessage())));
    }
  }

  private static JobProblem describe(ValidationMessage message, JsonNode document) {
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

  private static JsonNode schemaAt(String pointer) {
    JsonNode named = VALIDATOR.getSchemaNode().at(pointer.replaceAll("/", "/properties/"));
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
