package io.spirt.statemachine;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spirt.job.Job;
import io.spirt.job.Stage;
import java.util.List;
import java.util.function.Function;

/**
 * Writes the Task state of a stage, without the transition that follows it. It has no Catch: an
 * error that is left ends the execution with its name and cause, and the execution can be redriven
 * from that state. A state that caught it would have been left, and only a Fail would run again.
 */
final class TaskStates {
  /** What handlers throw for errors that no retry can mend. */
  static final List<String> PERMANENT =
      List.of("io.spirt.functions.PermanentException", "io.spirt.job.InvalidJobException");

  /** Lambda's longest run, for tasks whose function has a timeout of its own. */
  static final int LAMBDA_SECONDS = 900;

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
    return task.putNull("ResultPath");
  }

  /**
   * The gradient of one batch, inside a Parallel or Map.
   *
   * @param batchPath reference path of the batch's id
   */
  ObjectNode gradient(String batchPath) {
    ObjectNode task = task(Stage.COMPUTE_GRADIENT);
    parameters(task).put("batch.$", batchPath);
    task.putObject("ResultSelector").put("batch.$", "$.batch");
    return task.put("End", true);
  }

  private ObjectNode task(Stage stage) {
    ObjectNode task = task(arns.apply(stage), timeoutSeconds(stage));
    for (String name : new String[] {"run", "rank", "epoch", "round"}) {
      parameters(task).put(name + ".$", "$." + name);
    }
    parameters(task).put("stage", stage.word());
    return task;
  }

  /** A call of a function, with the retries that every call has. */
  static ObjectNode task(String arn, int timeoutSeconds) {
    ObjectNode task = Json.MAPPER.createObjectNode();
    task.put("Type", "Task").put("Resource", arn).put("TimeoutSeconds", timeoutSeconds);
    task.set("Retry", retry());
    return task;
  }

  private static ObjectNode parameters(ObjectNode task) {
    return task.withObjectProperty("Parameters");
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
    PERMANENT.forEach(never.putArray("ErrorEquals")::add);
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
