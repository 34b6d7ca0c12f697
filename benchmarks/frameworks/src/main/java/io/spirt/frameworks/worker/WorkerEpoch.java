package io.spirt.frameworks.worker;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;

/**
 * One epoch of one worker.
 *
 * @param rank the worker
 * @param epoch from 1
 * @param steps steps that it took part in
 * @param samples samples of its batches
 * @param loss mean loss over its batches
 * @param computeMillis forward and backward passes alone
 * @param stageMillis milliseconds by the word of {@link StepStage}
 * @param traffic what it asked of the exchange's stores
 * @param wallMillis from the epoch's begin to its end, of all invocations that it took
 * @param learningRate of the updates
 * @param validationLoss of the check at its end, or null
 * @param validationAccuracy of the check at its end, 0 to 1, or null
 * @param details figures of the framework's own by name, with their units
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WorkerEpoch(
    @JsonProperty("rank") int rank,
    @JsonProperty("epoch") int epoch,
    @JsonProperty("steps") int steps,
    @JsonProperty("samples") long samples,
    @JsonProperty("loss") double loss,
    @JsonProperty("computeMillis") double computeMillis,
    @JsonProperty("stageMillis") Map<String, Double> stageMillis,
    @JsonProperty("traffic") Traffic traffic,
    @JsonProperty("wallMillis") double wallMillis,
    @JsonProperty("learningRate") double learningRate,
    @JsonProperty("validationLoss") Double validationLoss,
    @JsonProperty("validationAccuracy") Double validationAccuracy,
    @JsonProperty("details") Map<String, Double> details) {

  public WorkerEpoch {
    details = details == null ? Map.of() : details;
  }

  /** Without figures of the framework's own. */
  public WorkerEpoch(
      int rank,
      int epoch,
      int steps,
      long samples,
      double loss,
      double computeMillis,
      Map<String, Double> stageMillis,
      Traffic traffic,
      double wallMillis,
      double learningRate,
      Double validationLoss,
      Double validationAccuracy) {
    this(
        rank,
        epoch,
        steps,
        samples,
        loss,
        computeMillis,
        stageMillis,
        traffic,
        wallMillis,
        learningRate,
        validationLoss,
        validationAccuracy,
        Map.of());
  }
}
