package io.spirt.statemachine;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spirt.job.Job;
import io.spirt.job.Stage;
import java.util.function.Function;

/** Writes the Task state of a stage, without the transition that follows it. */
final class TaskStates {
  /** Name of the state that every failure ends in. */
  static final String ROUND_FAILED = "RoundFailed";

  /** What a handler throws for an error that no retry can mend. */
  static final String PERMANENT = "io.spirt.functions.PermanentException";

  private static final int RETRIES = 3;
  private static final int FIRST_WAIT_SECONDS = 1;
  private static final int LONGEST_WAIT_SECONDS = 10;

  private final Job job;
  private final Function<Stage, String> arns;

  TaskStates(Job job, Function<Stage, String> arns) {
    this.job = job;
    this.arns = arns;
  }

  /** A stage of the round's main line; its result is dropped, so that the input reaches all. */
  ObjectNode stage(Stage stage) {
    ObjectNode task = task(stage);
    if (stage == Stage.AVERAGE) {
      parameters(task).put("batches.$", "$.batches");
    }
    task.putNull("ResultPath");
    task.set("Catch", catchAll());
    return task;
  }

  /**
   * The gradient of one batch, inside a Parallel or Map. It retries here, but has no Catch: a Catch
   * cannot leave the branch, so the state around it has it.
   *
   * @param batchPath reference path of the batch's id
   */
  ObjectNode gradient(String batchPath) {
    ObjectNode task = task(Stage.COMPUTE_GRADIENT);
    parameters(task).put("batch.$", batchPath);
    task.putObject("ResultSelector").put("batch.$", "$.batch");
    return task.put("End", true);
  }

  /** Takes every failure to {@link #ROUND_FAILED}, with its error and cause under $.failure. */
  static ArrayNode catchAll() {
    ArrayNode catchers = Json.MAPPER.createArrayNode();
    ObjectNode catcher = catchers.addObject();
    catcher.putArray("ErrorEquals").add("States.ALL");
    catcher.put("ResultPath", "$.failure").put("Next", ROUND_FAILED);
    return catchers;
  }

  private ObjectNode task(Stage stage) {
    ObjectNode task = Json.MAPPER.createObjectNode();
    task.put("Type", "Task").put("Resource", arns.apply(stage));
    ObjectNode parameters = task.putObject("Parameters").put("stage", stage.word());
    for (String name : new String[] {"run", "rank", "epoch", "round"}) {
      parameters.put(name + ".$", "$." + name);
    }
    task.put("TimeoutSeconds", timeoutSeconds(stage));
    task.set("Retry", retry());
    return task;
  }

  private static ObjectNode parameters(ObjectNode task) {
    return (ObjectNode) task.get("Parameters");
  }

  private int timeoutSeconds(Stage stage) {
    return switch (stage) {
      case COMPUTE_GRADIENT, CONVERGE -> job.timeouts().gradientSeconds();
      case SYNC -> job.timeouts().syncSeconds() + job.timeouts().stageSeconds();
      default -> job.timeouts().stageSeconds();
    };
  }

  /** The first retrier that names an error decides; States.ALL has to be alone and the last. */
  private static ArrayNode retry() {
    ArrayNode retriers = Json.MAPPER.createArrayNode();
    ObjectNode never = retriers.addObject();
    never.putArray("ErrorEquals").add(PERMANENT);
    never.put("MaxAttempts", 0);
    ObjectNode others = retriers.addObject();
    others.putArray("ErrorEquals").add("States.ALL");
    others
        .put("IntervalSeconds", FIRST_WAIT_SECONDS)
        .put("BackoffRate", 2)
        .put("MaxAttempts", RETRIES)
        .put("MaxDelaySeconds", LONGEST_WAIT_SECONDS)
        .put("JitterStrategy", "FULL");
    return retriers;
  }
}
