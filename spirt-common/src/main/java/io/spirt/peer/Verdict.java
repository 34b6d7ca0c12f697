package io.spirt.peer;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one peer found when it fetched the averages of a round.
 *
 * @param round the round
 * @param voter the peer
 * @param heard what it found, by rank, itself included
 */
public record Verdict(
    @JsonProperty("round") int round,
    @JsonProperty("voter") int voter,
    @JsonProperty("heard") SortedMap<Integer, Heard> heard) {

  /** What another peer shows may lack anything: what it does not say, it did not find. */
  public Verdict {
    SortedMap<Integer, Heard> sound = new TreeMap<>();
    if (heard != null) {
      heard.forEach(
          (rank, found) -> {
            if (found != null && found.announcement() != null && found.outcome() != null) {
              sound.put(rank, found);
            }
          });
    }
    heard = sound;
  }

  /** What came of fetching one average. */
  public enum Outcome {
    /** It is what was announced. */
    VERIFIED,
    /** Its digest is not the one that was announced. */
    ALTERED,
    /** It could not be fetched. */
    UNREACHABLE,
    /** It cannot be used: a wrong length, or values that are not finite. */
    INVALID
  }

  /**
   * One average.
   *
   * @param announcement the sender's signed announcement as it came; evidence if it says others
   *     something else
   * @param outcome what came of fetching it
   */
  public record Heard(
      @JsonProperty("announcement") String announcement,
      @JsonProperty("outcome") Outcome outcome) {}
}
