package io.spirt.peer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The consensus on who takes part. Pure functions of the view and the votes: peers that know the
 * same votes, in whatever order, come to the same view without another message.
 */
public final class Membership {
  private Membership() {}

  /**
   * The view of an epoch: {@code view} itself if the votes change nothing.
   *
   * <p>The voters are the active ranks whose votes are given, that is those that still answer;
   * votes of others are ignored. A rank is removed if the rule says that enough of the voters other
   * than itself name it, so what a rank says of itself counts neither way. Should that be every
   * voter, the lowest of them stays, so that somebody goes on. A rank that is not active joins if
   * every voter that stays names it. One that leaves can come back in a later epoch only.
   *
   * @param epoch first epoch that the new view holds for
   * @param votes all of the same epoch's end, which the caller sees to; at most one of each voter,
   *     in any order
   * @throws IllegalArgumentException if there are two different votes of one active rank
   */
  public static View decide(View view, int epoch, Collection<EpochVote> votes, ConsensusRule rule) {
    SortedMap<Integer, EpochVote> voters = voters(view, votes);
    SortedSet<Integer> removed = removed(view, voters, rule);
    voters.keySet().removeAll(removed);
    SortedSet<Integer> added = added(view, voters.values());
    if (removed.isEmpty() && added.isEmpty()) {
      return view;
    }
    return view.with(new View.Change(epoch, List.copyOf(removed), List.copyOf(added)));
  }

  /**
   * The convergence text that most of the voters that stay have; a tie goes to the text of the
   * lowest rank.
   *
   * @param before the view that the votes were given in
   * @param after the view that {@link #decide} made of it
   * @throws IllegalArgumentException if no voter stays, or there are two different votes of one
   */
  public static String convergence(View before, View after, Collection<EpochVote> votes) {
    SortedMap<Integer, String> texts = new TreeMap<>();
    voters(before, votes).forEach((rank, vote) -> texts.put(rank, vote.convergence()));
    texts.keySet().retainAll(after.active());
    if (texts.isEmpty()) {
      throw new IllegalArgumentException(
          "none of the active ranks " + after.active() + " has voted");
    }
    return texts.get(Majority.of(texts).first());
  }

  private static SortedMap<Integer, EpochVote> voters(View view, Collection<EpochVote> votes) {
    SortedSet<Integer> active = view.active();
    SortedMap<Integer, EpochVote> voters = new TreeMap<>();
    for (EpochVote vote : votes) {
      if (active.contains(vote.voter())) {
        EpochVote other = voters.put(vote.voter(), vote);
        if (other != null && !other.equals(vote)) {
          throw new IllegalArgumentException(
              "rank " + vote.voter() + " has two different votes: " + other + " and " + vote);
        }
      }
    }
    return voters;
  }

  private static SortedSet<Integer> removed(
      View view, SortedMap<Integer, EpochVote> voters, ConsensusRule rule) {
    SortedSet<Integer> removed = new TreeSet<>();
    for (int rank : view.active()) {
      List<EpochVote> asked = new ArrayList<>(voters.values());
      asked.removeIf(vote -> vote.voter() == rank);
      long named = asked.stream().filter(vote -> vote.remove().contains(rank)).count();
      if (rule.agreed((int) named, asked.size())) {
        removed.add(rank);
      }
    }
    if (!voters.isEmpty() && removed.containsAll(voters.keySet())) {
      removed.remove(voters.firstKey());
    }
    return removed;
  }

  private static SortedSet<Integer> added(View view, Collection<EpochVote> staying) {
    SortedSet<Integer> added = new TreeSet<>();
    staying.forEach(vote -> added.addAll(vote.add()));
    staying.forEach(vote -> added.retainAll(vote.add()));
    added.removeAll(view.active());
    return added;
  }
}
