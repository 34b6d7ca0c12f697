package io.spirt.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class MajorityTest {
  private static SortedMap<Integer, String> values(String... byRank) {
    SortedMap<Integer, String> values = new TreeMap<>();
    for (int rank = 0; rank < byRank.length; rank++) {
      values.put(rank, byRank[rank]);
    }
    return values;
  }

  private static SortedMap<Integer, String> random(long seed) {
    Random random = new Random(seed);
    SortedMap<Integer, String> values = new TreeMap<>();
    for (int i = 0; i < 1 + random.nextInt(10); i++) {
      values.put(random.nextInt(20), "digest " + random.nextInt(4));
    }
    return values;
  }

  private static long count(SortedMap<Integer, String> values, String value) {
    return values.values().stream().filter(value::equals).count();
  }

  @Example
  void theLargestGroupWins() {
    assertThat(Majority.of(values("a", "b", "b", "c", "b"))).containsExactly(1, 2, 4);
    assertThat(Majority.of(values("a", "a", "a"))).containsExactly(0, 1, 2);
    assertThat(Majority.of(values("a"))).containsExactly(0);
    assertThat(Majority.of(values())).isEmpty();
  }

  @Example
  void aTieGoesToTheGroupWithTheLowestRank() {
    assertThat(Majority.of(values("b", "a", "a", "b"))).containsExactly(0, 3);
    assertThat(Majority.of(values("z", "b", "b", "a", "a"))).containsExactly(1, 2);
    assertThat(Majority.of(values("c", "b", "a"))).containsExactly(0);
  }

  @Property
  void whatTheValuesAreDoesNotMatterOnlyWhoSharesThem(@ForAll long seed, @ForAll long order) {
    List<String> names = new ArrayList<>(List.of("w", "x", "y", "z"));
    Collections.shuffle(names, new Random(order));
    SortedMap<Integer, String> renamed = new TreeMap<>(random(seed));
    renamed.replaceAll((rank, value) -> names.get(value.charAt(value.length() - 1) - '0'));
    assertThat(Majority.of(renamed)).isEqualTo(Majority.of(random(seed)));
  }

  /** Which ranks hold a value does not matter to how large the winning group is. */
  @Property
  void permutedValuesGiveAGroupOfTheSameSize(@ForAll long seed, @ForAll long order) {
    SortedMap<Integer, String> values = random(seed);
    List<String> shuffled = new ArrayList<>(values.values());
    Collections.shuffle(shuffled, new Random(order));
    SortedMap<Integer, String> permuted = new TreeMap<>();
    values.keySet().forEach(rank -> permuted.put(rank, shuffled.get(permuted.size())));
    assertThat(Majority.of(permuted)).hasSameSizeAs(Majority.of(values));
  }

  @Property
  void noGroupIsLargerAndOfEqualOnesNoneHasALowerRank(@ForAll long seed) {
    SortedMap<Integer, String> values = random(seed);
    SortedSet<Integer> winner = Majority.of(values);
    assertThat(values.keySet()).containsAll(winner);
    String value = values.get(winner.first());
    assertThat(winner).hasSize((int) count(values, value));
    values.forEach(
        (rank, other) -> {
          assertThat(winner.contains(rank)).isEqualTo(other.equals(value));
          long size = count(values, other);
          assertThat(size < winner.size() || (size == winner.size() && winner.first() <= rank))
              .isTrue();
        });
  }

  @Property
  void moreThanHalfAlwaysWin(@ForAll long seed, @ForAll @IntRange(min = 1, max = 20) int peers) {
    Random random = new Random(seed);
    List<Integer> ranks = new ArrayList<>();
    for (int rank = 0; rank < peers; rank++) {
      ranks.add(rank);
    }
    Collections.shuffle(ranks, random);
    SortedSet<Integer> honest = new TreeSet<>(ranks.subList(0, peers / 2 + 1));
    SortedMap<Integer, String> values = new TreeMap<>();
    ranks.forEach(
        rank -> values.put(rank, honest.contains(rank) ? "m" : "lie " + random.nextInt(2)));
    assertThat(Majority.of(values)).isEqualTo(honest);
  }
}
