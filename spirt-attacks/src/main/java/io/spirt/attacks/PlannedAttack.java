package io.spirt.attacks;

import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One attack of a plan.
 *
 * @param attack what is done
 * @param ranks the malicious peers, at least one
 * @param fromRound the first round of the attack, from 0
 * @param toRound the last one, or null for the end of the run
 */
public record PlannedAttack(
    Attack attack, SortedSet<Integer> ranks, int fromRound, Integer toRound) {
  public PlannedAttack {
    ranks = new TreeSet<>(ranks);
  }

  /** All through the run. */
  public PlannedAttack(Attack attack, SortedSet<Integer> ranks) {
    this(attack, ranks, 0, null);
  }

  /** True in a round of the attack. */
  public boolean isIn(int round) {
    return round >= fromRound && (toRound == null || round <= toRound);
  }

  /** True if some round belongs to both. */
  boolean overlaps(PlannedAttack other) {
    return (toRound == null || other.fromRound <= toRound)
        && (other.toRound == null || fromRound <= other.toRound);
  }
}
