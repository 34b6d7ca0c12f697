package io.spirt.functions;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.spirt.job.Job;
import io.spirt.job.Stage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a stage is told: references only, never tensors or secrets.
 *
 * @param stage word of the stage
 * @param run the run; names its objects and keys
 * @param rank the peer
 * @param epoch from 1; 0 for init and auth
 * @param round from 0 over the whole job; -1 for init and auth, and for the trigger-epoch that
 *     starts a peer's first round
 * @param batch for compute-gradient: the batch; else null
 * @param batches for average: the batches that must be there; else null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StageEvent(
    String stage,
    String run,
    int rank,
    int epoch,
    int round,
    Integer batch,
    List<Integer> batches) {

  private static final Pattern RUN = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
  private static final Set<String> FIELDS =
      Set.of("stage", "run", "rank", "epoch", "round", "batch", "batches");
  private static final Set<Stage> MAY_PRECEDE_ROUNDS =
      EnumSet.of(Stage.INIT, Stage.AUTH, Stage.TRIGGER_EPOCH);
  private static final int MOST_VALUE_CHARACTERS = 80;
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** The init event of a peer. */
  public static StageEvent init(String run, int rank) {
    return new StageEvent(Stage.INIT.word(), run, rank, 0, -1, null, null);
  }

  /** The auth event of a peer. */
  public static StageEvent auth(String run, int rank) {
    return new StageEvent(Stage.AUTH.word(), run, rank, 0, -1, null, null);
  }

  /** The event of a stage that a round of a peer ends with. */
  public static StageEvent of(Stage stage, String run, int rank, int epoch, int round) {
    return new StageEvent(stage.word(), run, rank, epoch, round, null, null);
  }

  /** The event that starts a peer's first round: that of its model's version. */
  public static StageEvent start(String run, int rank) {
    return new StageEvent(Stage.TRIGGER_EPOCH.word(), run, rank, 0, -1, null, null);
  }

  /**
   * Reads an event, which is input like any other.
   *
   * @throws PermanentException if it is not a sound one
   */
  public static StageEvent read(byte[] json) {
    JsonNode node = parse(json);
    require(node.isObject(), "", node, "a JSON object");
    node.fieldNames()
        .forEachRemaining(
            name ->
                require(
                    FIELDS.contains(name),
                    "." + shorten(name),
                    node.get(name),
                    "absent; the fields are " + new TreeSet<>(FIELDS)));
    StageEvent event =
        new StageEvent(
            text(node, "stage"),
            text(node, "run"),
            number(node.get("rank"), ".rank"),
            number(node.get("epoch"), ".epoch"),
            number(node.get("round"), ".round"),
            node.hasNonNull("batch") ? number(node.get("batch"), ".batch") : null,
            node.hasNonNull("batches") ? numbers(node.get("batches")) : null);
    event.check();
    return event;
  }

  private static JsonNode parse(byte[] json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new PermanentException("the event is not JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(JsonNode node, String field) {
    JsonNode value = node.get(field);
    require(value != null && value.isTextual(), "." + field, value, "a text");
    return value.asText();
  }

  private static int number(JsonNode value, String field) {
    boolean sound = value != null && value.isIntegralNumber() && value.canConvertToInt();
    require(sound, field, value, "a whole number up to " + Integer.MAX_VALUE);
    return value.asInt();
  }

  private static List<Integer> numbers(JsonNode value) {
    require(value.isArray(), ".batches", value, "a list of numbers");
    List<Integer> numbers = new ArrayList<>();
    value.forEach(element -> numbers.add(number(element, ".batches[" + numbers.size() + "]")));
    return numbers;
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
      List<String> words = Stream.of(Stage.values()).map(Stage::word).toList();
      throw new PermanentException(
          "event.stage is " + shorten(stage) + "; it must be one of " + words, e);
    }
  }

  private void check() {
    require(RUN.matcher(run).matches(), ".run", run, "a name matching " + RUN);
    require(rank >= 0, ".rank", rank, "0 or more");
    Stage named = stageNamed();
    boolean mayPrecedeRounds = MAY_PRECEDE_ROUNDS.contains(named);
    require(round >= (mayPrecedeRounds ? -1 : 0), ".round", round, "0 or more");
    require(epoch >= (mayPrecedeRounds ? 0 : 1), ".epoch", epoch, "1 or more");
    if (named == Stage.COMPUTE_GRADIENT) {
      require(batch != null && batch >= 0, ".batch", batch, "0 or more");
    }
    if (named == Stage.AVERAGE) {
      require(soundBatches(), ".batches", batches, "a list of different numbers, at least one");
    }
  }

  /**
   * Checks what only the job can say.
   *
   * @throws PermanentException if the job has no such round, or the round is of another epoch
   */
  void check(Job job) {
    require(round < job.rounds(), ".round", round, "below the job's " + job.rounds() + " rounds");
    int due = round < 0 ? 0 : job.epochOf(round);
    require(epoch == due, ".epoch", epoch, due + " in round " + round);
  }

  private boolean soundBatches() {
    return batches != null
        && !batches.isEmpty()
        && batches.stream().allMatch(number -> number >= 0)
        && new HashSet<>(batches).size() == batches.size();
  }

  private static void require(boolean sound, String field, Object value, String allowed) {
    if (!sound) {
      throw new PermanentException(
          "event" + field + " is " + shorten(String.valueOf(value)) + "; it must be " + allowed);
    }
  }

  private static String shorten(String text) {
    return text.length() <= MOST_VALUE_CHARACTERS
        ? text
        : text.substring(0, MOST_VALUE_CHARACTERS) + "...";
  }
}
