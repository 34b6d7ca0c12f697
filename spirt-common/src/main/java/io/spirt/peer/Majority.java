package io.spirt.peer;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which peers hold the same as most. A pure function, so every peer finds the same group. */
public final class Majority {
  private Majority() {}

  /**
   * Groups peers that hold equal values; the largest group wins, a tie goes to the group with the
   * lowest rank.
   *
   * @param valueByRank what each peer holds, such as the digest of its params
   * @return the ranks of the winning group; empty if there are no peers
   */
  public static SortedSet<Integer> of(SortedMap<Integer, String> valueByRank) {
    Map<String, SortedSet<Integer>> groups = new TreeMap<>();
    valueByRank.forEach(
        (rank, value) -> groups.computeIfAbsent(value, unused -> new TreeSet<>()).add(rank));
    SortedSet<Integer> winner = new TreeSet<>();
    for (SortedSet<Integer> group : groups.values()) {
      if (group.size() > winner.size()
          || (group.size() == winner.size() && group.first() < winner.first())) {
        winner = group;
      }
    }
    return Collections.unmodifiableSortedSet(winner);
  }
}
