package io.spirt.functions;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * What the stages of one peer's round returned, stored in the object store when the round ends, so
 * that a run can be watched from anywhere.
 *
 * @param run the run
 * @param rank the peer
 * @param epoch from 1; 0 for the stages before the first round
 * @param round from 0; -1 for the stages before the first round
 * @param stages in the order in which they ended
 */
public record RoundRecord(
    @JsonProperty("run") String run,
    @JsonProperty("rank") int rank,
    @JsonProperty("epoch") int epoch,
    @JsonProperty("round") int round,
    @JsonProperty("stages") List<StageRecord> stages) {

  /** Copies the list. */
  public RoundRecord {
    stages = List.copyOf(stages);
  }

  /**
   * One stage.
   *
   * @param stage its word
   * @param batch of a gradient; else null
   * @param startedMillis when its last run started, epoch milliseconds of the function's clock
   * @param endedMillis when that ended
   * @param result what it returned, see {@link StageResult}
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record StageRecord(
      @JsonProperty("stage") String stage,
      @JsonProperty("batch") Integer batch,
      @JsonProperty("startedMillis") long startedMillis,
      @JsonProperty("endedMillis") long endedMillis,
      @JsonProperty("result") JsonNode result) {}
}
