package io.spirt.peer;

import java.util.Collections;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What one peer votes at the end of an epoch.
 *
 * @param epoch the epoch, from 1
 * @param voter rank of the peer
 * @param remove ranks that it takes for failed
 * @param add ranks that it would let join
 * @param convergence canonical text of its convergence state; empty before the first check
 */
public record EpochVote(
    int epoch, int voter, SortedSet<Integer> remove, SortedSet<Integer> add, String convergence) {

  public EpochVote {
    requireRank(voter);
    remove = copy(remove);
    add = copy(add);
    Objects.requireNonNull(convergence, "convergence");
  }

  private static SortedSet<Integer> copy(SortedSet<Integer> ranks) {
    ranks.forEach(EpochVote::requireRank);
    return Collections.unmodifiableSortedSet(new TreeSet<>(ranks));
  }

  private static void requireRank(int rank) {
    if (rank < 0) {
      throw new IllegalArgumentException("a vote names rank " + rank + "; ranks are 0 or more");
    }
  }
}
