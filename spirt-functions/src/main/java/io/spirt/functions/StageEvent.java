package io.spirt.functions;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.spirt.job.Stage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a stage is told: references only, never tensors or secrets.
 *
 * @param stage word of the stage
 * @param run the run; names its objects and keys
 * @param rank the peer
 * @param epoch from 1; 0 for init
 * @param round from 0 over the whole job; -1 for init, and for the trigger-epoch that starts round
 *     0
 * @param batch for compute-gradient: the batch; else null
 * @param batches for average: the batches that must be there; else null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StageEvent(
    @JsonProperty(value = "stage", required = true) String stage,
    @JsonProperty(value = "run", required = true) String run,
    @JsonProperty(value = "rank", required = true) int rank,
    @JsonProperty(value = "epoch", required = true) int epoch,
    @JsonProperty(value = "round", required = true) int round,
    @JsonProperty("batch") Integer batch,
    @JsonProperty("batches") List<Integer> batches) {

  private static final Pattern RUN = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES).build();

  /** The init event of a peer. */
  public static StageEvent init(String run, int rank) {
    return new StageEvent(Stage.INIT.word(), run, rank, 0, -1, null, null);
  }

  /** The event that starts a peer's first round. */
  public static StageEvent start(String run, int rank) {
    return new StageEvent(Stage.TRIGGER_EPOCH.word(), run, rank, 0, -1, null, null);
  }

  /**
   * Reads an event, which is input like any other.
   *
   * @throws PermanentException if it is not a sound one
   */
  public static StageEvent read(byte[] json) {
    try {
      StageEvent event = JSON.readValue(json, StageEvent.class);
      if (event == null) {
        throw new PermanentException("the event is null; a stage event is a JSON object");
      }
      event.check();
      return event;
    } catch (JsonProcessingException e) {
      throw new PermanentException("not a stage event: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The event as JSON. */
  public byte[] write() {
    try {
      return JSON.writeValueAsBytes(this);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The stage that {@link #stage} names. */
  public Stage stageNamed() {
    try {
      return Stage.of(stage);
    } catch (IllegalArgumentException e) {
      throw new PermanentException("event.stage: " + e.getMessage(), e);
    }
  }

  private void check() {
    require(run != null && RUN.matcher(run).matches(), "run", run, "a name matching " + RUN);
    require(rank >= 0, "rank", rank, "0 or more");
    Stage named = stageNamed();
    boolean mayPrecedeRounds = named == Stage.INIT || named == Stage.TRIGGER_EPOCH;
    require(round >= (mayPrecedeRounds ? -1 : 0), "round", round, "0 or more");
    require(epoch >= (mayPrecedeRounds ? 0 : 1), "epoch", epoch, "1 or more");
    if (named == Stage.COMPUTE_GRADIENT) {
      require(batch != null && batch >= 0, "batch", batch, "0 or more");
    }
    if (named == Stage.AVERAGE) {
      require(soundBatches(), "batches", batches, "a list of different numbers, at least one");
    }
  }

  private boolean soundBatches() {
    return batches != null
        && !batches.isEmpty()
        && batches.stream().allMatch(number -> number != null && number >= 0)
        && new HashSet<>(batches).size() == batches.size();
  }

  private static void require(boolean sound, String field, Object value, String allowed) {
    if (!sound) {
      throw new PermanentException("event." + field + " is " + value + "; it must be " + allowed);
    }
  }
}
