package io.spirt.statemachine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spirt.job.Job;
import io.spirt.job.Stage;
import java.util.Collections;
import java.util.function.Function;

/**
 * The Amazon States Language definition of one peer's round:
 *
 * <pre>
 * ComputeGradients (one branch per batch) → Average → Heartbeat → Sync → Aggregate → Update
 *     → IsConvergenceDue → [Converge →] TriggerEpoch
 * </pre>
 *
 * <p>A task that fails for good ends the execution with its error and cause; no state catches them,
 * so that the execution can be redriven from there. The definition depends on the job's timeouts,
 * the number of batches and the functions, not on the rank, epoch, round or ids of batches, which
 * come with the {@link RoundInput}. It therefore serves every round with as many batches.
 * Immutable.
 */
public final class RoundDefinition {

  /** How the gradients are spread. */
  public enum Form {
    /** One branch per batch. All run at the same time. */
    PARALLEL,
    /** An inline Map, for a round whose branches would not fit one definition; 40 at a time. */
    MAP
  }

  private static final String REMEDY = "raise roundsPerEpoch or batchSize, or add peers";

  private final Form form;
  private final ObjectNode json;
  private final String text;

  private RoundDefinition(Form form, ObjectNode json) {
    this.form = form;
    this.json = json;
    this.text = Json.text(json);
  }

  /**
   * Generates the definition for rounds of {@code batches} batches: as a Parallel if that fits Step
   * Functions, else as a Map.
   *
   * @param batches at least 1
   * @param arns the Lambda function of each stage
   * @throws LimitExceededException if neither form fits, with the limit and its value
   * @throws IllegalArgumentException if {@code batches} is below 1
   */
  public static RoundDefinition generate(Job job, int batches, Function<Stage, String> arns) {
    if (batches < 1) {
      throw new IllegalArgumentException(
          "batches is %d, at least 1: a round without batches has no gradient; lower roundsPerEpoch"
              .formatted(batches));
    }
    checkPayloads(job, batches);
    TaskStates tasks = new TaskStates(job, arns);
    RoundDefinition definition = smallestThatFits(tasks, batches);
    int events = definition.footprint(widest(job, batches, true)).events();
    String limit =
        "history events of a round with %,d batches (Step Functions' %,d less a fifth for retries)"
            .formatted(batches, Limits.HISTORY_EVENTS);
    Limits.check(limit, events, Limits.PLANNED_EVENTS, REMEDY);
    return definition;
  }

  /** Which form the gradients took. */
  public Form form() {
    return form;
  }

  /** A copy of the definition. */
  public ObjectNode json() {
    return json.deepCopy();
  }

  /** The definition on one line, as {@link Workflows#create} takes it. */
  public String text() {
    return text;
  }

  /** The definition for people: indented, the same on every machine. */
  public String pretty() {
    return Json.pretty(json);
  }

  /** What one execution with this input takes. */
  public Footprint footprint(RoundInput input) {
    return Footprint.of(json, input.json());
  }

  private static RoundDefinition smallestThatFits(TaskStates tasks, int batches) {
    GradientStates gradients = new GradientStates(tasks);
    long branchBytes = Json.quotedBytes(Json.text(gradients.branch(0)));
    if (branchBytes * batches <= Limits.REQUEST_BYTES) {
      RoundDefinition parallel =
          new RoundDefinition(Form.PARALLEL, round(tasks, gradients.parallel(batches)));
      if (parallel.fits()) {
        return parallel;
      }
    }
    RoundDefinition map = new RoundDefinition(Form.MAP, round(tasks, gradients.map()));
    Limits.check(
        "bytes of the definition in a request", map.requestBytes(), mostRequestBytes(), REMEDY);
    return map;
  }

  private boolean fits() {
    return Json.utf8Bytes(text) <= Limits.DEFINITION_BYTES && requestBytes() <= mostRequestBytes();
  }

  private int requestBytes() {
    return Json.quotedBytes(text);
  }

  private static int mostRequestBytes() {
    return Limits.REQUEST_BYTES - Limits.REQUEST_OVERHEAD_BYTES;
  }

  private static ObjectNode round(TaskStates tasks, ObjectNode gradients) {
    ObjectNode round = Json.MAPPER.createObjectNode();
    round.put("Comment", "One round of one peer: gradients, exchange, model update");
    round.put("StartAt", "ComputeGradients");
    ObjectNode states = round.putObject("States");
    states.set("ComputeGradients", gradients.put("Next", "Average"));
    states.set("Average", tasks.stage(Stage.AVERAGE).put("Next", "Heartbeat"));
    states.set("Heartbeat", tasks.stage(Stage.HEARTBEAT).put("Next", "Sync"));
    states.set("Sync", tasks.stage(Stage.SYNC).put("Next", "Aggregate"));
    states.set("Aggregate", tasks.stage(Stage.AGGREGATE).put("Next", "Update"));
    states.set("Update", tasks.stage(Stage.UPDATE).put("Next", "IsConvergenceDue"));
    states.set("IsConvergenceDue", choice());
    states.set("Converge", tasks.stage(Stage.CONVERGE).put("Next", "TriggerEpoch"));
    states.set("TriggerEpoch", tasks.stage(Stage.TRIGGER_EPOCH).put("End", true));
    return round;
  }

  private static ObjectNode choice() {
    ObjectNode choice = Json.MAPPER.createObjectNode().put("Type", "Choice");
    choice
        .putArray("Choices")
        .addObject()
        .put("Variable", "$.checkConvergence")
        .put("BooleanEquals", true)
        .put("Next", "Converge");
    return choice.put("Default", "TriggerEpoch");
  }

  /** The input, and the array of results that a Parallel or Map collects before it is dropped. */
  private static void checkPayloads(Job job, int batches) {
    long idBytes = String.valueOf(Integer.MAX_VALUE).length();
    long headBytes = Json.utf8Bytes(widest(job, 0, false).text());
    long inputBytes = headBytes + batches * (idBytes + 1) - 1;
    Limits.check("bytes of the execution's input", inputBytes, Limits.PAYLOAD_BYTES, REMEDY);
    long resultBytes = 2 + batches * ("{\"batch\":},".length() + idBytes) - 1;
    Limits.check("bytes of the gradients' results", resultBytes, Limits.PAYLOAD_BYTES, REMEDY);
  }

  /** The input whose numbers take the most room; with the check, the longest path. */
  private static RoundInput widest(Job job, int batches, boolean checkConvergence) {
    int most = Integer.MAX_VALUE;
    return new RoundInput(
        job.name(), most, most, most, Collections.nCopies(batches, most), checkConvergence);
  }
}
