package io.spirt.peer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;

/** Votes for tests. */
final class Votes {
  static final int EPOCH = 5;

  private static final int RANKS = 12;

  private Votes() {}

  static SortedSet<Integer> ranks(Integer... ranks) {
    return new TreeSet<>(List.of(ranks));
  }

  static EpochVote remove(int voter, Integer... ranks) {
    return new EpochVote(EPOCH, voter, ranks(ranks), ranks(), "");
  }

  static EpochVote add(int voter, Integer... ranks) {
    return new EpochVote(EPOCH, voter, ranks(), ranks(ranks), "");
  }

  /** The same vote of several. */
  static List<EpochVote> all(
      Collection<Integer> voters, SortedSet<Integer> remove, SortedSet<Integer> add) {
    return voters.stream().map(voter -> new EpochVote(EPOCH, voter, remove, add, "")).toList();
  }

  /**
   * Votes of some ranks, active or not, that mostly agree: most name what one random vote names,
   * some more or less, themselves and each other included.
   */
  static List<EpochVote> random(Random random) {
    SortedSet<Integer> suspects = some(random, 4);
    SortedSet<Integer> joining = some(random, 4);
    int voters = 1 + random.nextInt(4);
    List<EpochVote> votes = new ArrayList<>();
    for (int voter = 0; voter < RANKS; voter++) {
      if (random.nextInt(4) < voters) {
        votes.add(
            new EpochVote(
                EPOCH,
                voter,
                random.nextInt(6) == 0 ? some(random, 2) : suspects,
                random.nextInt(12) == 0 ? some(random, 2) : joining,
                "state " + random.nextInt(3)));
      }
    }
    return votes;
  }

  private static SortedSet<Integer> some(Random random, int oneIn) {
    SortedSet<Integer> ranks = new TreeSet<>();
    for (int rank = 0; rank < RANKS; rank++) {
      if (random.nextInt(oneIn) == 0) {
        ranks.add(rank);
      }
    }
    return ranks;
  }
}
