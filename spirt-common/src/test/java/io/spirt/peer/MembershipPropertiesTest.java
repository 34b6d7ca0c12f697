package io.spirt.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class MembershipPropertiesTest {
  private static final int MOST_PEERS = 8;

  private static View view(long seed) {
    return Views.random(new Random(seed), MOST_PEERS, 4);
  }

  private static List<EpochVote> votes(long seed) {
    return Votes.random(new Random(seed));
  }

  private static View decide(View view, List<EpochVote> votes, ConsensusRule rule) {
    return Membership.decide(view, Votes.EPOCH, votes, rule);
  }

  private static List<EpochVote> voters(View view, List<EpochVote> votes) {
    return votes.stream().filter(vote -> view.active().contains(vote.voter())).toList();
  }

  private static SortedSet<Integer> without(SortedSet<Integer> ranks, SortedSet<Integer> gone) {
    SortedSet<Integer> rest = new TreeSet<>(ranks);
    rest.removeAll(gone);
    return rest;
  }

  @Property
  void theOrderOfTheVotesDoesNotMatter(
      @ForAll long seed, @ForAll long order, @ForAll ConsensusRule rule) {
    List<EpochVote> shuffled = new ArrayList<>(votes(seed));
    Collections.shuffle(shuffled, new Random(order));
    View next = decide(view(seed), votes(seed), rule);
    assertThat(decide(view(seed), shuffled, rule)).isEqualTo(next);
    if (!voters(view(seed), shuffled).isEmpty()) {
      assertThat(Membership.convergence(view(seed), next, shuffled))
          .isEqualTo(Membership.convergence(view(seed), next, votes(seed)));
    }
  }

  @Property
  void votesOfRanksThatAreNotActiveDoNotMatter(@ForAll long seed, @ForAll ConsensusRule rule) {
    assertThat(decide(view(seed), voters(view(seed), votes(seed)), rule))
        .isEqualTo(decide(view(seed), votes(seed), rule));
  }

  @Property
  void nobodyIsRemovedWhomNoOtherVoterSuspects(@ForAll long seed, @ForAll ConsensusRule rule) {
    View view = view(seed);
    for (int gone : without(view.active(), decide(view, votes(seed), rule).active())) {
      assertThat(voters(view, votes(seed)))
          .anyMatch(vote -> vote.voter() != gone && vote.remove().contains(gone));
    }
  }

  /** Counted rank by rank; only the voter that is kept so that somebody goes on is an exception. */
  @Property
  void aRankIsRemovedIfEnoughOfTheOthersNameIt(@ForAll long seed, @ForAll ConsensusRule rule) {
    View view = view(seed);
    List<EpochVote> voters = voters(view, votes(seed));
    SortedSet<Integer> expected = new TreeSet<>();
    for (int rank : view.active()) {
      int others = 0;
      int named = 0;
      for (EpochVote vote : voters) {
        others += vote.voter() == rank ? 0 : 1;
        named += vote.voter() != rank && vote.remove().contains(rank) ? 1 : 0;
      }
      boolean enough = rule == ConsensusRule.UNANIMOUS ? named == others : named > others / 2;
      if (enough && others > 0) {
        expected.add(rank);
      }
    }
    List<Integer> ranks = voters.stream().map(EpochVote::voter).toList();
    if (!ranks.isEmpty() && expected.containsAll(ranks)) {
      expected.remove(Collections.min(ranks));
    }
    assertThat(without(view.active(), decide(view, votes(seed), rule).active()))
        .isEqualTo(expected);
  }

  @Property
  void atLeastOneVoterStays(@ForAll long seed, @ForAll ConsensusRule rule) {
    View view = view(seed);
    List<EpochVote> voters = voters(view, votes(seed));
    View next = decide(view, votes(seed), rule);
    if (voters.isEmpty()) {
      assertThat(next).isEqualTo(view);
    } else {
      assertThat(next.active())
          .containsAnyElementsOf(voters.stream().map(EpochVote::voter).toList());
    }
  }

  @Property
  void thoseThatJoinAreNamedByEveryVoterThatStays(@ForAll long seed, @ForAll ConsensusRule rule) {
    View view = view(seed);
    View next = decide(view, votes(seed), rule);
    List<EpochVote> staying = voters(next, voters(view, votes(seed)));
    for (int rank = 0; rank < 2 * MOST_PEERS; rank++) {
      int candidate = rank;
      if (!view.active().contains(rank)) {
        assertThat(next.active().contains(rank))
            .isEqualTo(
                !staying.isEmpty()
                    && staying.stream().allMatch(vote -> vote.add().contains(candidate)));
      }
    }
  }

  @Property
  void afterwardsEveryBatchIsAssignedOnceInSharesThatDifferByAtMostOne(
      @ForAll long seed, @ForAll ConsensusRule rule, @ForAll @IntRange(max = 200) int batches) {
    View next = decide(view(seed), votes(seed), rule);
    var shares = Assignment.assign(batches, next).byRank();
    assertThat(shares.keySet()).isEqualTo(next.active());
    List<Integer> assigned = new ArrayList<>();
    shares.values().forEach(assigned::addAll);
    assertThat(assigned)
        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, batches).boxed().toList());
    int share = batches / shares.size();
    assertThat(shares.values()).allMatch(own -> own.size() == share || own.size() == share + 1);
  }

  /** Any number of failures at once, seen by all that live, while others ask to join. */
  @Property
  void whatAllThatLiveSeeHappens(@ForAll long seed, @ForAll ConsensusRule rule) {
    Random random = new Random(seed);
    View view = view(seed);
    SortedSet<Integer> alive = new TreeSet<>(view.active());
    alive.removeIf(rank -> random.nextInt(3) == 0 && rank > view.active().first());
    SortedSet<Integer> failed = without(view.active(), alive);
    SortedSet<Integer> joining = new TreeSet<>(List.of(20 + random.nextInt(5), 30));
    View next = decide(view, Votes.all(alive, failed, joining), rule);
    SortedSet<Integer> expected = new TreeSet<>(alive);
    expected.addAll(joining);
    assertThat(next.active()).isEqualTo(expected);
    assertThat(decide(next, Votes.all(alive, new TreeSet<>(), failed), rule).active())
        .hasSize(view.active().size() + 2);
  }

  @Property
  void halfOrFewerCannotRemoveAnybody(
      @ForAll long seed,
      @ForAll @IntRange(min = 3, max = 9) int peers,
      @ForAll ConsensusRule rule) {
    Random random = new Random(seed);
    View view = View.initial(peers);
    List<EpochVote> votes = new ArrayList<>();
    for (int rank = 0; rank < peers; rank++) {
      // Each victim has peers - 1 judges, of whom at most half lie.
      boolean liar = rank < (peers - 1) / 2;
      SortedSet<Integer> victims = new TreeSet<>();
      for (int victim = 0; liar && victim < peers; victim++) {
        if (random.nextBoolean()) {
          victims.add(victim);
        }
      }
      votes.add(new EpochVote(Votes.EPOCH, rank, victims, new TreeSet<>(), ""));
    }
    Collections.shuffle(votes, random);
    assertThat(decide(view, votes, rule)).isSameAs(view);
  }

  @Example
  void theRandomVotesLeadToEveryKindOfDecision() {
    Set<String> kinds = new HashSet<>();
    for (long seed = 0; seed < 2_000; seed++) {
      for (ConsensusRule rule : ConsensusRule.values()) {
        View view = view(seed);
        View next = decide(view, votes(seed), rule);
        if (next.equals(view)) {
          kinds.add(rule + " nothing");
        } else {
          View.Change change = next.changes().get(next.changes().size() - 1);
          kinds.add(rule + (change.removed().size() > 1 ? " several failures" : ""));
          kinds.add(rule + (change.added().isEmpty() ? "" : " join"));
          kinds.add(rule + (change.added().isEmpty() || change.removed().isEmpty() ? "" : " both"));
        }
        kinds.add(rule + (next.active().size() == 1 ? " lone survivor" : ""));
      }
    }
    for (ConsensusRule rule : ConsensusRule.values()) {
      for (String kind : List.of("nothing", "several failures", "join", "both", "lone survivor")) {
        assertThat(kinds).contains(rule + " " + kind);
      }
    }
  }
}
