package io.spirt.frameworks.mlless;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.spirt.database.Convergence;
import java.util.List;

/**
 * What goes through the queues. Steps count from 0 through the whole run, epochs from 1. All may
 * come twice, late and in any order.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Message.Stored.class, name = "stored"),
  @JsonSubTypes.Type(value = Message.Report.class, name = "report"),
  @JsonSubTypes.Type(value = Message.Left.class, name = "left"),
  @JsonSubTypes.Type(value = Message.Evaluated.class, name = "evaluated"),
  @JsonSubTypes.Type(value = Message.Finished.class, name = "finished"),
  @JsonSubTypes.Type(value = Message.Expected.class, name = "expected"),
  @JsonSubTypes.Type(value = Message.Merge.class, name = "merge"),
  @JsonSubTypes.Type(value = Message.Evaluate.class, name = "evaluate"),
  @JsonSubTypes.Type(value = Message.Verdict.class, name = "verdict"),
  @JsonSubTypes.Type(value = Message.End.class, name = "end")
})
sealed interface Message {
  /** The run that it belongs to; another run's is ignored. */
  String run();

  /** What a worker tells the supervisor. */
  sealed interface FromWorker extends Message {
    /** The sender. */
    int rank();
  }

  /** What the supervisor tells all workers. */
  sealed interface FromSupervisor extends Message {}

  /** To the other workers: an update of this step is in the database, under this key. */
  record Stored(
      @JsonProperty(value = "run", required = true) String run,
      @JsonProperty(value = "step", required = true) int step,
      @JsonProperty(value = "rank", required = true) int rank,
      @JsonProperty(value = "key", required = true) String key)
      implements Message {}

  /**
   * A worker is through with its part of a step.
   *
   * @param loss mean loss of its batch
   * @param samples samples of its batch; 0 if it has none at this step
   * @param update whether it stored an update
   */
  record Report(
      @JsonProperty(value = "run", required = true) String run,
      @JsonProperty(value = "step", required = true) int step,
      @JsonProperty(value = "rank", required = true) int rank,
      @JsonProperty(value = "loss", required = true) double loss,
      @JsonProperty(value = "samples", required = true) int samples,
      @JsonProperty(value = "update", required = true) boolean update)
      implements FromWorker {}

  /** The worker that was told to leave after this step has stored its model, and is gone. */
  record Left(
      @JsonProperty(value = "run", required = true) String run,
      @JsonProperty(value = "step", required = true) int step,
      @JsonProperty(value = "rank", required = true) int rank)
      implements FromWorker {}

  /** What came out of the check at an epoch's end. */
  record Evaluated(
      @JsonProperty(value = "run", required = true) String run,
      @JsonProperty(value = "epoch", required = true) int epoch,
      @JsonProperty(value = "rank", required = true) int rank,
      @JsonProperty(value = "convergence", required = true) Convergence convergence)
      implements FromWorker {}

  /** A worker has stored its last model. */
  record Finished(
      @JsonProperty(value = "run", required = true) String run,
      @JsonProperty(value = "rank", required = true) int rank)
      implements FromWorker {}

  /**
   * Ends a step's barrier.
   *
   * @param active who is still taking part, ascending
   * @param counted how many had a batch: what the sum of the step is divided by
   * @param updates whose updates are to be applied, ascending
   * @param leaving who leaves after this step; -1 for nobody
   * @param stop why training ends here, or empty
   */
  record Expected(
      @JsonProperty(value = "run", required = true) String run,
      @JsonProperty(value = "step", required = true) int step,
      @JsonProperty(value = "active", required = true) List<Integer> active,
      @JsonProperty(value = "counted", required = true) int counted,
      @JsonProperty(value = "updates", required = true) List<Integer> updates,
      @JsonProperty(value = "leaving", required = true) int leaving,
      @JsonProperty(value = "stop", required = true) String stop)
      implements FromSupervisor {}

  /**
   * Ends the wait for who leaves after a step.
   *
   * @param stored whether its model is there to be averaged in
   */
  record Merge(
      @JsonProperty(value = "run", required = true) String run,
      @JsonProperty(value = "step", required = true) int step,
      @JsonProperty(value = "rank", required = true) int rank,
      @JsonProperty(value = "stored", required = true) boolean stored)
      implements FromSupervisor {}

  /** Names who is to check the model at an epoch's end. */
  record Evaluate(
      @JsonProperty(value = "run", required = true) String run,
      @JsonProperty(value = "epoch", required = true) int epoch,
      @JsonProperty(value = "rank", required = true) int rank)
      implements FromSupervisor {}

  /** What follows from the check: the learning rate from now on, and whether to stop. */
  record Verdict(
      @JsonProperty(value = "run", required = true) String run,
      @JsonProperty(value = "epoch", required = true) int epoch,
      @JsonProperty(value = "convergence", required = true) Convergence convergence)
      implements FromSupervisor {}

  /** All is over: whose last models there are, ascending. */
  record End(
      @JsonProperty(value = "run", required = true) String run,
      @JsonProperty(value = "models", required = true) List<Integer> models)
      implements FromSupervisor {}
}
