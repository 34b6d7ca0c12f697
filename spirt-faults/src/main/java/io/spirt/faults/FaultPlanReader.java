package io.spirt.faults;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads fault plans: checks them against the JSON schema and fills the schema's defaults in.
 * Thread-safe.
 */
public final class FaultPlanReader {
  private static final String KIND = "kind";
  private static final String SEED = "seed";
  private static final String FAULTS = "faults";

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
          .build();

  private static final Map<String, Class<? extends StageFault>> STAGE_FAULTS =
      Map.of(
          KillDatabase.KIND, KillDatabase.class,
          PauseDatabase.KIND, PauseDatabase.class,
          RefuseConnections.KIND, RefuseConnections.class,
          KillFunction.KIND, KillFunction.class,
          Delay.KIND, Delay.class,
          FillDisk.KIND, FillDisk.class,
          AlterAverage.KIND, AlterAverage.class);

  private FaultPlanReader() {}

  /** The schema of a fault plan. */
  public static JsonNode schema() {
    return PlanSchema.read();
  }

  /**
   * Reads a plan.
   *
   * @param text the JSON document
   * @throws InvalidFaultPlanException with every problem of the document
   */
  public static FaultPlan read(String text) {
    JsonNode document = parse(text);
    List<PlanProblem> problems = PlanSchema.problems(document);
    if (!problems.isEmpty()) {
      throw new InvalidFaultPlanException(problems);
    }
    List<Fault> faults = new ArrayList<>();
    for (JsonNode fault : document.path(FAULTS)) {
      faults.add(fault((ObjectNode) fault));
    }
    JsonNode preset = PlanSchema.field(SEED).path("default");
    return new FaultPlan(document.path(SEED).asLong(preset.asLong()), faults);
  }

  private static Fault fault(ObjectNode node) {
    String kind = node.path(KIND).asText();
    for (Map.Entry<String, JsonNode> field : PlanSchema.fields(kind)) {
      JsonNode preset = field.getValue().get("default");
      if (preset != null && !node.has(field.getKey())) {
        node.set(field.getKey(), preset);
      }
    }
    Class<? extends StageFault> type = STAGE_FAULTS.get(kind);
    if (type == null) {
      return JSON.convertValue(node, MessageFault.class);
    }
    node.remove(KIND);
    return JSON.convertValue(node, type);
  }

  /** The plan as a JSON document, defaults included; {@link #read} gives an equal plan back. */
  public static String write(FaultPlan plan) {
    ObjectNode document = JSON.createObjectNode().put(SEED, plan.seed());
    ArrayNode faults = document.putArray(FAULTS);
    for (Fault fault : plan.faults()) {
      faults.add(tree(fault));
    }
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One fault as a plan has it. */
  static ObjectNode tree(Fault fault) {
    ObjectNode fields = JSON.valueToTree(fault);
    return JSON.createObjectNode().put(KIND, fault.kind()).setAll(fields);
  }

  private static JsonNode parse(String text) {
    try {
      JsonNode document = JSON.readTree(text);
      if (document.isMissingNode()) {
        throw refused("the document is empty; a fault plan is a JSON object");
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
      throw refused("not valid JSON" + where + ": " + e.getOriginalMessage());
    }
  }

  private static InvalidFaultPlanException refused(String message) {
    return new InvalidFaultPlanException(List.of(new PlanProblem("", "", message)));
  }
}
