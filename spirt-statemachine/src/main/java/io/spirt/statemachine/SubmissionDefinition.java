package io.spirt.statemachine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The Amazon States Language definition of how a job is submitted: Prepare → Begin.
 *
 * <p>The input is the job document itself. Prepare checks it and cuts its data; what it returns,
 * {@code {"run","peers","digest"}}, is the input of Begin, which starts the peers, and the output
 * of the execution. A job with errors fails the execution with all of them in its cause, as Lambda
 * reports them. The definition depends on the functions alone. Immutable.
 */
public final class SubmissionDefinition {
  private final ObjectNode json;
  private final String text;

  private SubmissionDefinition(ObjectNode json) {
    this.json = json;
    this.text = Json.text(json);
  }

  /**
   * Generates the definition.
   *
   * @param prepareArn the function that checks a job and writes what its peers read
   * @param beginArn the function that starts the peers
   */
  public static SubmissionDefinition generate(String prepareArn, String beginArn) {
    ObjectNode submission = Json.MAPPER.createObjectNode();
    submission.put("Comment", "Takes a job document: checks it, cuts its data, starts its peers");
    submission.put("StartAt", "Prepare");
    ObjectNode states = submission.putObject("States");
    ObjectNode prepare = TaskStates.task(prepareArn, TaskStates.LAMBDA_SECONDS);
    ObjectNode selector = prepare.putObject("ResultSelector");
    for (String name : new String[] {"run", "peers", "digest"}) {
      selector.put(name + ".$", "$." + name);
    }
    states.set("Prepare", prepare.put("Next", "Begin"));
    ObjectNode begin = TaskStates.task(beginArn, TaskStates.LAMBDA_SECONDS);
    states.set("Begin", begin.putNull("ResultPath").put("End", true));
    return new SubmissionDefinition(submission);
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

  /** What one execution with this job takes. */
  public Footprint footprint(JsonNode job) {
    return Footprint.of(json, job);
  }
}
