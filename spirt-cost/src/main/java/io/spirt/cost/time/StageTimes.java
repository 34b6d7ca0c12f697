package io.spirt.cost.time;

import io.spirt.job.Stage;
import java.util.List;
import java.util.Map;

/**
 * How long the stages' functions run, and where that was learnt.
 *
 * @param source {@code modelled}, or {@code observed} in a report
 * @param seconds billed time of one invocation of each stage in a warm function
 * @param startSeconds billed start-up of a function's new environment
 * @param submissionSeconds from the submission to the peers' first state
 * @param assumptions what was taken for granted, in sentences for people
 */
public record StageTimes(
    String source,
    Map<Stage, Double> seconds,
    Map<Stage, Double> startSeconds,
    double submissionSeconds,
    List<String> assumptions) {

  /** Copies the collections. */
  public StageTimes {
    seconds = Map.copyOf(seconds);
    startSeconds = Map.copyOf(startSeconds);
    assumptions = List.copyOf(assumptions);
  }

  /** Seconds of one invocation in a warm function. */
  public double of(Stage stage) {
    return seconds.get(stage);
  }

  /** Seconds of start-up. */
  public double start(Stage stage) {
    return startSeconds.get(stage);
  }
}
