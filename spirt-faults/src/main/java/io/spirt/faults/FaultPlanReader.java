package io.spirt.faults;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
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

  private static final PlanSchema SCHEMA = new PlanSchema("fault plan", FAULTS, KIND, schema());

  private FaultPlanReader() {}

  /** The schema of a fault plan. */
  public static JsonNode schema() {
    return PlanSchema.resource(FaultPlanReader.class, "faults.schema.json");
  }

  /**
   * Reads a plan.
   *
   * @param text the JSON document
   * @throws InvalidFaultPlanException with every problem of the document
   */
  public static FaultPlan read(String text) {
    JsonNode document = SCHEMA.read(text, InvalidFaultPlanException::new);
    List<Fault> faults = new ArrayList<>();
    for (JsonNode fault : document.path(FAULTS)) {
      faults.add(fault((ObjectNode) fault));
    }
    JsonNode preset = SCHEMA.field(SEED).path("default");
    return new FaultPlan(document.path(SEED).asLong(preset.asLong()), faults);
  }

  private static Fault fault(ObjectNode node) {
    String kind = node.path(KIND).asText();
    SCHEMA.fillDefaults(node);
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
}
