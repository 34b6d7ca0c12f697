package io.spirt.deployment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spirt.job.DocumentSchema;
import io.spirt.job.JobProblem;
import io.spirt.job.Stage;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Reads deployment documents: checks them against the JSON schema, fills the defaults in, and
 * checks what a schema cannot say. Thread-safe.
 */
public final class DeploymentReader {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final DocumentSchema SCHEMA =
      DocumentSchema.load(DeploymentReader.class, "deployment.schema.json", "a deployment");

  private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]{1,18}");

  private DeploymentReader() {}

  /** The schema of a deployment document. */
  public static JsonNode schema() {
    return SCHEMA.json();
  }

  /**
   * Reads a deployment.
   *
   * @param text the JSON document; {@code {}} is a deployment with every default
   * @throws InvalidDeploymentException with every problem of the document
   */
  public static Deployment read(String text) {
    return read(text, Map.of());
  }

  /**
   * Reads a deployment with some fields given apart, as a command line does.
   *
   * @param text the JSON document
   * @param overrides values by field, which count instead of the document's; a dot leads into an
   *     object, such as {@code memoryMegabytes.init}
   * @throws InvalidDeploymentException with every problem of the document
   */
  public static Deployment read(String text, Map<String, String> overrides) {
    DocumentSchema.Reading reading = SCHEMA.read(text);
    if (!overrides.isEmpty() && reading.document() instanceof ObjectNode document) {
      new TreeMap<>(overrides).forEach((field, value) -> set(document, field, value));
      // A document that is no JSON at all stays refused, whatever is given beside it.
      reading = isParsed(reading) ? SCHEMA.check(document) : reading;
    }
    refuse(reading.problems());
    Deployment deployment = deployment(reading.document());
    refuse(DeploymentChecks.of(deployment));
    return deployment;
  }

  /** The deployment as a JSON document, defaults included; {@link #read} gives an equal one. */
  public static String write(Deployment deployment) {
    ObjectNode document = JSON.createObjectNode();
    document
        .put("name", deployment.name())
        .put("peers", deployment.peers())
        .put("instanceType", deployment.instanceType())
        .put("architecture", deployment.architecture().word());
    ObjectNode memory = document.putObject("memoryMegabytes");
    new TreeMap<>(deployment.memoryMegabytes())
        .forEach((stage, megabytes) -> memory.put(stage.word(), megabytes));
    document
        .put("logRetentionDays", deployment.logRetentionDays())
        .put("budgetDollars", deployment.budgetDollars());
    if (deployment.alarmEmail() != null) {
      document.put("alarmEmail", deployment.alarmEmail());
    }
    document.set("tags", JSON.valueToTree(new TreeMap<>(deployment.tags())));
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isParsed(DocumentSchema.Reading reading) {
    return reading.problems().stream().noneMatch(problem -> problem.pointer().isEmpty());
  }

  private static void set(ObjectNode document, String field, String value) {
    int dot = field.indexOf('.');
    if (dot < 0) {
      document.set(field, valueOf("/properties/" + field, value));
      return;
    }
    String outer = field.substring(0, dot);
    String inner = field.substring(dot + 1);
    ObjectNode target =
        document.get(outer) instanceof ObjectNode found ? found : document.putObject(outer);
    target.set(inner, valueOf("/properties/" + outer + "/properties/" + inner, value));
  }

  /** Text, or a number where the schema wants one; what is no number the schema then refuses. */
  private static JsonNode valueOf(String schemaPointer, String value) {
    boolean isNumber =
        SCHEMA.json().at(schemaPointer).path("type").asText().equals("integer")
            && WHOLE_NUMBER.matcher(value).matches();
    return isNumber
        ? JSON.getNodeFactory().numberNode(Long.parseLong(value))
        : JSON.getNodeFactory().textNode(value);
  }

  private static void refuse(List<JobProblem> problems) {
    if (!problems.isEmpty()) {
      throw new InvalidDeploymentException(problems);
    }
  }

  private static Deployment deployment(JsonNode document) {
    Architecture architecture = Architecture.of(document.get("architecture").asText());
    Map<Stage, Integer> memory = FunctionSizes.defaultMegabytes();
    document
        .path("memoryMegabytes")
        .properties()
        .forEach(entry -> memory.put(Stage.of(entry.getKey()), entry.getValue().asInt()));
    Map<String, String> tags = new LinkedHashMap<>();
    document
        .path("tags")
        .properties()
        .forEach(entry -> tags.put(entry.getKey(), entry.getValue().asText()));
    return new Deployment(
        document.get("name").asText(),
        document.get("peers").asInt(),
        document.path("instanceType").asText(architecture.defaultInstanceType()),
        architecture,
        memory,
        document.get("logRetentionDays").asInt(),
        document.get("budgetDollars").asInt(),
        document.path("alarmEmail").textValue(),
        tags);
  }
}
