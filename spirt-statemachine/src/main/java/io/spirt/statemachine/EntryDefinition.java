package io.spirt.statemachine;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spirt.job.Stage;
import java.util.function.Function;

/**
 * The Amazon States Language definition of how one peer gets into a run:
 *
 * <pre>
 * Init → Auth → IsReady ────────────────────────────────► TriggerEpoch
 *         ▲        │ └─ after {@value #MOST_CALLS} calls ─► NeverReady
 *         └─ Pause ◄ Count
 * </pre>
 *
 * <p>Auth waits some seconds by itself, ten at most, before it answers that the peer is not ready.
 * It is called often enough for somebody who waits for an epoch's end, and not so often that the
 * history fills, even if every call is retried as often as it can be. The calls are counted, since
 * a limit of the machine's time would end it without a cause. The definition depends on the
 * functions alone and serves every run and rank. Immutable.
 */
public final class EntryDefinition {
  /** How often auth is called before the peer counts as one that never gets ready. */
  public static final int MOST_CALLS = 1200;

  /** Name of the error of a peer that never got ready. */
  public static final String NEVER_READY = "PeerNeverReady";

  // Auth 5, the choice, the pass and the wait 2 each.
  private static final int EVENTS_PER_CALL = 11;
  private static final int TRANSITIONS_PER_CALL = 4;
  private static final int PAUSE_SECONDS = 2;
  private static final String CAUSE =
      "auth said %,d times that this peer is not ready. Its log says whom it waits for: see whether"
          + " those peers have started and whether their databases answer, then resume the run";

  private final ObjectNode json;
  private final String text;

  private EntryDefinition(ObjectNode json) {
    this.json = json;
    this.text = Json.text(json);
  }

  /**
   * Generates the definition.
   *
   * @param arns the Lambda function of each stage; init, auth and trigger-epoch are asked for
   */
  public static EntryDefinition generate(Function<Stage, String> arns) {
    ObjectNode entry = Json.MAPPER.createObjectNode();
    entry.put("Comment", "Starts one peer: init, auth until it is ready, the first round");
    entry.put("StartAt", "Init");
    ObjectNode states = entry.putObject("States");
    states.set("Init", init(arns.apply(Stage.INIT)));
    states.set("Auth", auth(arns.apply(Stage.AUTH)));
    states.set("IsReady", isReady());
    states.set("Count", count());
    states.set("Pause", pause());
    states.set("TriggerEpoch", triggerEpoch(arns.apply(Stage.TRIGGER_EPOCH)));
    states.set("NeverReady", neverReady());
    return new EntryDefinition(entry);
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

  /**
   * What one execution takes.
   *
   * @param calls of auth, the last of which says that the peer is ready; at least 1
   */
  public Footprint footprint(EntryInput input, int calls) {
    ObjectNode ready = input.json();
    ready.putObject("auth").put("ready", true);
    Footprint once = Footprint.of(json, ready);
    int more = calls - 1;
    return new Footprint(
        once.events() + more * EVENTS_PER_CALL,
        once.transitions() + more * TRANSITIONS_PER_CALL,
        once.tasks() + more,
        once.definitionBytes(),
        Json.utf8Bytes(input.text()));
  }

  private static ObjectNode init(String arn) {
    ObjectNode init = before(Stage.INIT, arn);
    init.putObject("ResultSelector").put("times", 0);
    return init.put("ResultPath", "$.waited").put("Next", "Auth");
  }

  private static ObjectNode auth(String arn) {
    ObjectNode auth = before(Stage.AUTH, arn);
    auth.putObject("ResultSelector").put("ready.$", "$.ready");
    return auth.put("ResultPath", "$.auth").put("Next", "IsReady");
  }

  private static ObjectNode triggerEpoch(String arn) {
    return before(Stage.TRIGGER_EPOCH, arn).putNull("ResultPath").put("End", true);
  }

  /** A stage that comes before the peer's first round. */
  private static ObjectNode before(Stage stage, String arn) {
    ObjectNode task = TaskStates.task(arn, TaskStates.LAMBDA_SECONDS);
    task.putObject("Parameters")
        .put("stage", stage.word())
        .put("run.$", "$.run")
        .put("rank.$", "$.rank")
        .put("epoch", 0)
        .put("round", -1);
    return task;
  }

  private static ObjectNode isReady() {
    ObjectNode choice = Json.MAPPER.createObjectNode().put("Type", "Choice");
    ArrayNode choices = choice.putArray("Choices");
    choices
        .addObject()
        .put("Variable", "$.auth.ready")
        .put("BooleanEquals", true)
        .put("Next", "TriggerEpoch");
    choices
        .addObject()
        .put("Variable", "$.waited.times")
        .put("NumericGreaterThanEquals", MOST_CALLS - 1)
        .put("Next", "NeverReady");
    return choice.put("Default", "Count");
  }

  private static ObjectNode count() {
    ObjectNode pass = Json.MAPPER.createObjectNode().put("Type", "Pass");
    pass.putObject("Parameters").put("times.$", "States.MathAdd($.waited.times, 1)");
    return pass.put("ResultPath", "$.waited").put("Next", "Pause");
  }

  /** So that an auth that answers at once cannot use up the calls within seconds. */
  private static ObjectNode pause() {
    return Json.MAPPER
        .createObjectNode()
        .put("Type", "Wait")
        .put("Seconds", PAUSE_SECONDS)
        .put("Next", "Auth");
  }

  private static ObjectNode neverReady() {
    return Json.MAPPER
        .createObjectNode()
        .put("Type", "Fail")
        .put("Error", NEVER_READY)
        .put("Cause", CAUSE.formatted(MOST_CALLS));
  }
}
