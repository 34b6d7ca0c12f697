package io.spirt.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads job documents: checks them against the JSON schema, fills the schema's defaults in, and
 * checks what a schema cannot say. Thread-safe.
 */
public final class JobReader {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final DocumentSchema SCHEMA =
      DocumentSchema.load(JobReader.class, "job.schema.json", "a job");

  private JobReader() {}

  /** The schema of a job document. */
  public static JsonNode schema() {
    return SCHEMA.json();
  }

  /**
   * Reads a job.
   *
   * @param text the JSON document
   * @throws InvalidJobException with every problem of the document
   */
  public static Job read(String text) {
    DocumentSchema.Reading reading = SCHEMA.read(text);
    if (!reading.problems().isEmpty()) {
      throw new InvalidJobException(reading.problems());
    }
    Job job = JSON.convertValue(reading.document(), Job.class);
    List<JobProblem> problems = CrossChecks.of(job);
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
}
