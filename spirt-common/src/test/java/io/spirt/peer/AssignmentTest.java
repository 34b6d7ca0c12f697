package io.spirt.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AssignmentTest {
  private static final View FOUR = View.initial(4);

  private static List<Integer> range(int from, int to) {
    return IntStream.range(from, to).boxed().toList();
  }

  @Test
  void givesEachRankAContiguousShareAtTheStart() {
    Assignment assignment = Assignment.assign(60, FOUR);
    assertThat(assignment.of(0)).isEqualTo(range(0, 15));
    assertThat(assignment.of(1)).isEqualTo(range(15, 30));
    assertThat(assignment.of(2)).isEqualTo(range(30, 45));
    assertThat(assignment.of(3)).isEqualTo(range(45, 60));
  }

  @Test
  void givesTheRestToTheFirstRanks() {
    assertThat(Assignment.assign(10, FOUR).byRank().values())
        .extracting(List::size)
        .containsExactly(3, 3, 2, 2);
  }

  /** The experiment of the SPIRT paper: 4 peers of 15 batches, one fails, 3 peers of 20. */
  @Test
  void leavesThreePeersOfTwentyBatchesWhenOneOfFourFails() {
    for (int failed = 0; failed < 4; failed++) {
      Assignment before = Assignment.assign(60, FOUR);
      Assignment after = Assignment.assign(60, FOUR.with(Views.removal(failed)));
      assertThat(after.byRank()).hasSize(3).doesNotContainKey(failed);
      after
          .byRank()
          .forEach(
              (rank, batches) ->
                  assertThat(batches).hasSize(20).containsAll(before.of(rank)).isSorted());
    }
  }

  @Test
  void takesAsMuchForANewPeerAsItsShareIs() {
    Assignment before = Assignment.assign(60, View.initial(3));
    Assignment after = Assignment.assign(60, View.initial(3).with(Views.joining(3)));
    assertThat(after.byRank()).hasSize(4);
    for (int rank = 0; rank < 3; rank++) {
      assertThat(before.of(rank)).containsAll(after.of(rank));
    }
    assertThat(after.of(3)).hasSize(15);
  }

  @Test
  void keepsBothSharesWhenAPeerFailsAndComesBack() {
    View view = FOUR.with(Views.removal(2)).with(Views.joining(2));
    Assignment assignment = Assignment.assign(60, view);
    assertThat(assignment.byRank().values()).allMatch(batches -> batches.size() == 15);
    assertThat(assignment.of(0)).containsAll(range(0, 15));
  }

  @Test
  void movesNothingWhenOneLeavesAndNothingWasThere() {
    View view = View.initial(5).with(Views.removal(4));
    assertThat(Assignment.assign(4, view).byRank()).isEqualTo(Assignment.assign(4, FOUR).byRank());
  }

  @Test
  void movesOnlyTheBatchesOfThoseThatFailedTogether() {
    Assignment after = Assignment.assign(60, FOUR.with(Views.removal(0, 3)));
    assertThat(after.of(1)).hasSize(30).containsAll(range(15, 30));
    assertThat(after.of(2)).hasSize(30).containsAll(range(30, 45));
  }

  @Test
  void hasNothingForARankThatIsNotActive() {
    Assignment assignment = Assignment.assign(60, FOUR.with(Views.removal(1)));
    assertThat(assignment.of(1)).isEmpty();
    assertThat(assignment.of(99)).isEmpty();
  }

  @Test
  void leavesRanksWithoutBatchesWhenThereAreTooFew() {
    assertThat(Assignment.assign(2, FOUR).byRank())
        .containsEntry(1, List.of(1))
        .containsEntry(3, List.of());
    assertThat(Assignment.assign(0, FOUR).byRank().values()).allMatch(List::isEmpty);
  }

  @Test
  void refusesANegativeNumberOfBatches() {
    assertThatThrownBy(() -> Assignment.assign(-1, FOUR))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-1");
  }

  @Test
  void cannotBeChanged() {
    Assignment assignment = Assignment.assign(8, FOUR);
    assertThatThrownBy(() -> assignment.of(0).clear())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> assignment.byRank().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
