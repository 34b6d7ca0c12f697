package io.spirt.peer;

import static io.spirt.peer.ConsensusRule.MAJORITY;
import static io.spirt.peer.ConsensusRule.UNANIMOUS;
import static io.spirt.peer.Votes.add;
import static io.spirt.peer.Votes.all;
import static io.spirt.peer.Votes.ranks;
import static io.spirt.peer.Votes.remove;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MembershipTest {
  private static final View FOUR = View.initial(4);

  private static SortedSet<Integer> active(View view, ConsensusRule rule, EpochVote... votes) {
    return Membership.decide(view, Votes.EPOCH, List.of(votes), rule).active();
  }

  private static List<Integer> shares(View view) {
    return Assignment.assign(60, view).byRank().values().stream().map(List::size).toList();
  }

  /** The paper's failure: 4 peers of 15 batches; then 3 of 20; and back again. */
  @ParameterizedTest
  @EnumSource
  void theThreeThatStayShareTheBatchesUntilTheFourthIsBack(ConsensusRule rule) {
    assertThat(shares(FOUR)).containsExactly(15, 15, 15, 15);
    View three = Membership.decide(FOUR, 2, all(ranks(0, 1, 3), ranks(2), ranks()), rule);
    assertThat(three.changes()).containsExactly(new View.Change(2, List.of(2), List.of()));
    assertThat(shares(three)).containsExactly(20, 20, 20);
    View again = Membership.decide(three, 3, all(ranks(0, 1, 3), ranks(), ranks(2)), rule);
    assertThat(again.active()).containsExactly(0, 1, 2, 3);
    assertThat(shares(again)).containsExactly(15, 15, 15, 15);
  }

  @Test
  void oneDissentingVoterKeepsARankUnlessTheMajorityDecides() {
    EpochVote[] votes = {remove(0, 3), remove(1, 3), remove(2)};
    assertThat(active(FOUR, UNANIMOUS, votes)).containsExactly(0, 1, 2, 3);
    assertThat(active(FOUR, MAJORITY, votes)).containsExactly(0, 1, 2);
  }

  @Test
  void halfIsNoMajority() {
    View five = View.initial(5);
    EpochVote[] votes = {remove(0, 4), remove(1, 4), remove(2), remove(3), remove(4)};
    assertThat(active(five, MAJORITY, votes)).hasSize(5);
    votes[2] = remove(2, 4);
    assertThat(active(five, MAJORITY, votes)).containsExactly(0, 1, 2, 3);
  }

  @ParameterizedTest
  @EnumSource
  void thoseThatDoNotAnswerAreNotAsked(ConsensusRule rule) {
    assertThat(active(FOUR, rule, remove(0, 2, 3), remove(1, 2, 3))).containsExactly(0, 1);
  }

  @ParameterizedTest
  @EnumSource
  void twoFailuresAtOnceAreTwoRemovals(ConsensusRule rule) {
    View view =
        Membership.decide(View.initial(5), 7, all(ranks(0, 2, 4), ranks(1, 3), ranks()), rule);
    assertThat(view.changes()).containsExactly(new View.Change(7, List.of(1, 3), List.of()));
  }

  @ParameterizedTest
  @EnumSource
  void aFailureAndAJoinInOneEpochAreOneChange(ConsensusRule rule) {
    View view = Membership.decide(FOUR, 7, all(ranks(0, 1, 2), ranks(3), ranks(9)), rule);
    assertThat(view.changes()).containsExactly(new View.Change(7, List.of(3), List.of(9)));
    assertThat(shares(view)).containsExactly(15, 15, 15, 15);
  }

  @Test
  void oneThatIsRemovedHasNoSayInWhoJoins() {
    EpochVote[] votes = {
      new EpochVote(5, 0, ranks(2), ranks(7), ""),
      new EpochVote(5, 1, ranks(2), ranks(7), ""),
      new EpochVote(5, 2, ranks(), ranks(8), "")
    };
    assertThat(active(View.initial(3), UNANIMOUS, votes)).containsExactly(0, 1, 7);
  }

  @ParameterizedTest
  @EnumSource
  void aRankJoinsOnlyIfEveryVoterLetsIt(ConsensusRule rule) {
    assertThat(active(FOUR, rule, add(0, 7, 8), add(1, 7), add(2, 7, 8), add(3, 7)))
        .containsExactly(0, 1, 2, 3, 7);
    // Rank 3 does not answer, so it is not asked.
    assertThat(active(FOUR, rule, add(0, 7), add(1, 7), add(2, 7))).hasSize(5);
  }

  @ParameterizedTest
  @EnumSource
  void aRankThatLeavesDoesNotComeBackInTheSameEpoch(ConsensusRule rule) {
    View view = Membership.decide(FOUR, 7, all(ranks(0, 1, 2), ranks(3), ranks(2, 3)), rule);
    assertThat(view.changes()).containsExactly(new View.Change(7, List.of(3), List.of()));
  }

  @ParameterizedTest
  @EnumSource
  void whatARankSaysOfItselfDoesNotCount(ConsensusRule rule) {
    assertThat(active(FOUR, rule, remove(0), remove(1), remove(2, 2), remove(3))).hasSize(4);
    assertThat(active(FOUR, rule, remove(0, 2), remove(1, 2), remove(2), remove(3, 2)))
        .containsExactly(0, 1, 3);
  }

  @ParameterizedTest
  @EnumSource
  void aLoneSurvivorGoesOnAlone(ConsensusRule rule) {
    assertThat(active(FOUR, rule, remove(2, 0, 1, 3))).containsExactly(2);
    assertThat(active(FOUR, rule, remove(2, 0, 1, 2, 3))).containsExactly(2);
    assertThat(active(View.initial(1), rule, remove(0, 0))).containsExactly(0);
  }

  @ParameterizedTest
  @EnumSource
  void twoThatAccuseEachOtherLeaveTheLower(ConsensusRule rule) {
    assertThat(active(View.initial(2), rule, remove(0, 1), remove(1, 0))).containsExactly(0);
    assertThat(active(FOUR, rule, remove(1, 3, 0), remove(3, 1, 0))).containsExactly(1, 2);
  }

  @ParameterizedTest
  @EnumSource
  void withoutVotesOrChangesTheViewIsTheSame(ConsensusRule rule) {
    View view = FOUR.with(Views.removal(1));
    assertThat(Membership.decide(view, 7, List.of(), rule)).isSameAs(view);
    assertThat(Membership.decide(view, 7, List.of(remove(0), remove(2)), rule)).isSameAs(view);
    assertThat(Membership.decide(view, 7, List.of(remove(0, 1, 9), remove(2, 1, 9)), rule))
        .isSameAs(view);
  }

  @ParameterizedTest
  @EnumSource
  void votesOfOthersAreIgnored(ConsensusRule rule) {
    View view = FOUR.with(Views.removal(3));
    assertThat(active(view, rule, remove(0), remove(1), remove(2), remove(3, 0), remove(9, 0)))
        .containsExactly(0, 1, 2);
    assertThat(active(view, rule, remove(0, 2), remove(1, 2), remove(3), remove(9)))
        .containsExactly(0, 1);
    assertThat(active(view, rule, remove(3, 0, 1), remove(9, 0, 1))).containsExactly(0, 1, 2);
  }

  @Test
  void oneVoteGivenTwiceCountsOnceAndTwoDifferentOnesAreRefused() {
    assertThat(active(FOUR, MAJORITY, remove(0, 3), remove(0, 3), remove(1), remove(2))).hasSize(4);
    assertThatThrownBy(() -> active(FOUR, MAJORITY, remove(0, 3), remove(0), remove(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("rank 0 has two different votes: ");
  }

  @Test
  void theConvergenceOfMostIsEverybodys() {
    assertThat(convergence(FOUR, "a", "b", "b", "a")).isEqualTo("a");
    assertThat(convergence(FOUR, "a", "b", "b", "b")).isEqualTo("b");
    assertThat(convergence(FOUR, "c", "b", "a", "a")).isEqualTo("a");
    assertThat(convergence(FOUR, "", "", "b", "b")).isEmpty();
    // Rank 0 leaves, and its tie-break with it.
    assertThat(convergence(FOUR.with(Views.removal(0)), "a", "b", "b", "a")).isEqualTo("b");
  }

  @Test
  void onlyVotersThatWereActiveAndStayHaveAConvergence() {
    View after = FOUR.with(new View.Change(5, List.of(0), List.of(7)));
    List<EpochVote> votes = List.of(vote(0, "a"), vote(7, "a"), vote(9, "a"), vote(3, "c"));
    assertThat(Membership.convergence(FOUR, after, votes)).isEqualTo("c");
    assertThatThrownBy(() -> Membership.convergence(FOUR, after, List.of(vote(7, "a"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("none of the active ranks [1, 2, 3, 7] has voted");
  }

  private static String convergence(View after, String... texts) {
    return Membership.convergence(
        FOUR,
        after,
        List.of(vote(3, texts[3]), vote(1, texts[1]), vote(0, texts[0]), vote(2, texts[2])));
  }

  private static EpochVote vote(int voter, String convergence) {
    return new EpochVote(5, voter, ranks(), ranks(), convergence);
  }

  @Test
  void aVoteComesBackFromJsonAsItWas() throws JsonProcessingException {
    ObjectMapper json = new ObjectMapper();
    EpochVote vote = new EpochVote(5, 1, ranks(3, 0), ranks(10, 9), "{\"epoch\":5}");
    String text = json.writeValueAsString(vote);
    assertThat(text)
        .isEqualTo(
            "{\"epoch\":5,\"voter\":1,\"remove\":[0,3],\"add\":[9,10],"
                + "\"convergence\":\"{\\\"epoch\\\":5}\"}");
    assertThat(json.readValue(text, EpochVote.class)).isEqualTo(vote);
  }

  @Test
  void aVoteDoesNotChangeWithTheSetsThatItWasMadeFrom() {
    SortedSet<Integer> suspects = new TreeSet<>(List.of(3));
    EpochVote vote = new EpochVote(5, 0, suspects, ranks(), "");
    suspects.add(1);
    assertThat(vote.remove()).containsExactly(3);
    assertThatThrownBy(() -> vote.add().add(1)).isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void aVoteNamesRanks() {
    assertThatThrownBy(() -> remove(-1)).hasMessageContaining("rank -1");
    assertThatThrownBy(() -> remove(0, -2)).hasMessageContaining("rank -2");
    assertThatThrownBy(() -> add(0, -3)).hasMessageContaining("rank -3");
  }

  @Test
  void rulesAreFoundByTheirWordsInAJob() {
    assertThat(ConsensusRule.of("unanimous")).isEqualTo(UNANIMOUS);
    assertThat(ConsensusRule.of("majority")).isEqualTo(MAJORITY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "UNANIMOUS", "Majority", "most"})
  void thereAreNoOtherRules(String word) {
    assertThatThrownBy(() -> ConsensusRule.of(word))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no consensus rule is called '" + word + "'");
  }
}
