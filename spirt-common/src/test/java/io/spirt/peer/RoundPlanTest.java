package io.spirt.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RoundPlanTest {
  /** Not 0, 1, 2 …: a peer's batches are whatever its assignment says. */
  private static List<Integer> assigned(int count) {
    return IntStream.range(0, count).map(i -> 100 + 3 * i).boxed().toList();
  }

  private static List<List<Integer>> epoch(
      List<Integer> batches, int rounds, long seed, int epoch) {
    return IntStream.range(0, rounds)
        .mapToObj(round -> RoundPlan.batches(batches, round, rounds, seed, epoch))
        .toList();
  }

  @Property
  void everyBatchOfAnEpochIsInExactlyOneRound(
      @ForAll @IntRange(max = 100) int count,
      @ForAll @IntRange(min = 1, max = 20) int rounds,
      @ForAll long seed,
      @ForAll @IntRange(min = 1) int epoch) {
    List<Integer> batches = assigned(count);
    List<Integer> all = new ArrayList<>();
    epoch(batches, rounds, seed, epoch).forEach(all::addAll);
    assertThat(all).containsExactlyInAnyOrderElementsOf(batches);
  }

  @Property
  void roundsDifferByAtMostOneBatchAndAreSorted(
      @ForAll @IntRange(max = 100) int count,
      @ForAll @IntRange(min = 1, max = 20) int rounds,
      @ForAll long seed,
      @ForAll @IntRange(min = 1) int epoch) {
    assertThat(epoch(assigned(count), rounds, seed, epoch))
        .allMatch(round -> round.size() == count / rounds || round.size() == count / rounds + 1)
        .allMatch(round -> round.equals(round.stream().sorted().toList()));
  }

  @Property(tries = 100)
  void isAFunctionOfItsArgumentsAlone(@ForAll long seed, @ForAll @IntRange(min = 1) int epoch) {
    assertThat(epoch(new ArrayList<>(assigned(15)), 4, seed, epoch))
        .isEqualTo(epoch(assigned(15), 4, seed, epoch));
  }

  @Test
  void mixesTheBatchesAnewInEveryEpochAndForEverySeed() {
    List<List<List<Integer>>> plans = new ArrayList<>();
    for (int epoch = 1; epoch <= 20; epoch++) {
      plans.add(epoch(assigned(40), 4, 7, epoch));
      plans.add(epoch(assigned(40), 4, 8, epoch));
    }
    assertThat(plans).doesNotHaveDuplicates();
  }

  @Test
  void aSingleRoundHasAllBatches() {
    assertThat(RoundPlan.batches(assigned(5), 0, 1, 42, 3)).isEqualTo(assigned(5));
  }

  @Test
  void refusesARoundThatTheEpochDoesNotHave() {
    assertThatThrownBy(() -> RoundPlan.batches(assigned(5), 4, 4, 0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("round 4 of an epoch of 4 rounds");
    assertThatThrownBy(() -> RoundPlan.batches(assigned(5), -1, 4, 0, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
