package io.spirt.peer;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How many rounds each rank missed one after another.
 *
 * @param round the last round that was counted, -1 before the first
 * @param counts rank to rounds missed, of the ranks that missed that round
 */
public record Missed(
    @JsonProperty("round") int round, @JsonProperty("counts") SortedMap<Integer, Integer> counts) {

  /** Before the first round. */
  public static final Missed NONE = new Missed(-1, new TreeMap<>());

  /** After one more round; a round that was counted before changes nothing. */
  public Missed after(int ended, Set<Integer> absent) {
    if (ended <= round) {
      return this;
    }
    SortedMap<Integer, Integer> next = new TreeMap<>();
    absent.forEach(rank -> next.put(rank, counts.getOrDefault(rank, 0) + 1));
    return new Missed(ended, next);
  }

  /** The ranks that missed at least that many rounds one after another. */
  public SortedSet<Integer> stragglers(int rounds) {
    SortedSet<Integer> ranks = new TreeSet<>();
    counts.forEach(
        (rank, count) -> {
          if (count >= rounds) {
            ranks.add(rank);
          }
        });
    return ranks;
  }
}
