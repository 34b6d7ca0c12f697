package io.spirt.attacks;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Who attacks how in a run, as its JSON document says, every default filled in. Made by {@link
 * AttackPlanReader}, which checks it, or by hand.
 *
 * @param seed source of every random choice
 * @param waitMillis most time that an attacker waits for the honest peers' averages; then it shows
 *     its own
 * @param attacks in no round has a rank more than one
 */
public record AttackPlan(long seed, int waitMillis, List<PlannedAttack> attacks) {
  /** Where a plan says nothing of it. Well below the default timeout of the barrier. */
  public static final int DEFAULT_WAIT_MILLIS = 60_000;

  public AttackPlan {
    attacks = List.copyOf(attacks);
  }

  /** With the default wait. */
  public AttackPlan(long seed, List<PlannedAttack> attacks) {
    this(seed, DEFAULT_WAIT_MILLIS, attacks);
  }

  /** What that peer does in that round, if it attacks. */
  public Optional<Attack> of(int rank, int round) {
    return attacks.stream()
        .filter(one -> one.ranks().contains(rank) && one.isIn(round))
        .map(PlannedAttack::attack)
        .findFirst();
  }

  /** The peers that attack in that round. */
  public SortedSet<Integer> attackers(int round) {
    SortedSet<Integer> ranks = new TreeSet<>();
    attacks.stream().filter(one -> one.isIn(round)).forEach(one -> ranks.addAll(one.ranks()));
    return ranks;
  }

  /** The peers that attack in any round. */
  public SortedSet<Integer> attackers() {
    SortedSet<Integer> ranks = new TreeSet<>();
    attacks.forEach(one -> ranks.addAll(one.ranks()));
    return ranks;
  }

  /** True if one of the attacks is of that kind. */
  boolean has(Class<? extends Attack> kind) {
    return attacks.stream().anyMatch(one -> kind.isInstance(one.attack()));
  }
}
