package io.spirt.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class AssignmentPropertiesTest {
  /** Few enough that the lower bound can be found by trying every way to share. */
  private static final int MOST_PEERS = 8;

  private static final int MOST_CHANGES = 6;

  @Property
  void everyBatchIsAssignedExactlyOnce(
      @ForAll long seed, @ForAll @IntRange(max = 200) int batches) {
    View view = Views.random(new Random(seed), MOST_PEERS, MOST_CHANGES);
    List<Integer> assigned = new ArrayList<>();
    Assignment.assign(batches, view).byRank().values().forEach(assigned::addAll);
    assertThat(assigned)
        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, batches).boxed().toList());
  }

  @Property
  void onlyActiveRanksHaveSharesAndTheseDifferByAtMostOne(
      @ForAll long seed, @ForAll @IntRange(max = 200) int batches) {
    View view = Views.random(new Random(seed), MOST_PEERS, MOST_CHANGES);
    SortedMap<Integer, List<Integer>> shares = Assignment.assign(batches, view).byRank();
    assertThat(shares.keySet()).isEqualTo(view.active());
    int share = batches / shares.size();
    assertThat(shares.values())
        .allMatch(own -> own.size() == share || own.size() == share + 1)
        .allMatch(own -> own.equals(own.stream().sorted().toList()));
  }

  @Property
  void isAFunctionOfItsArgumentsAlone(@ForAll long seed, @ForAll @IntRange(max = 200) int batches) {
    View view = Views.random(new Random(seed), MOST_PEERS, MOST_CHANGES);
    View equal = new View(view.peers(), new ArrayList<>(view.changes()));
    assertThat(Assignment.assign(batches, equal).byRank())
        .isEqualTo(Assignment.assign(batches, view).byRank());
  }

  @Property
  void movesAsFewBatchesAsThereIsAnyWayTo(
      @ForAll long seed, @ForAll @IntRange(max = 200) int batches) {
    View view = Views.random(new Random(seed), MOST_PEERS, MOST_CHANGES);
    for (int last = 1; last <= view.changes().size(); last++) {
      View before = new View(view.peers(), view.changes().subList(0, last - 1));
      View after = new View(view.peers(), view.changes().subList(0, last));
      SortedMap<Integer, List<Integer>> old = Assignment.assign(batches, before).byRank();
      SortedMap<Integer, List<Integer>> changed = Assignment.assign(batches, after).byRank();
      assertThat(moved(old, changed)).isEqualTo(fewestMoves(old, after.active(), batches));
    }
  }

  private static int moved(
      SortedMap<Integer, List<Integer>> old, SortedMap<Integer, List<Integer>> changed) {
    Map<Integer, Integer> owners = new HashMap<>();
    old.forEach((rank, own) -> own.forEach(batch -> owners.put(batch, rank)));
    int moved = 0;
    for (Map.Entry<Integer, List<Integer>> share : changed.entrySet()) {
      for (int batch : share.getValue()) {
        moved += owners.get(batch).equals(share.getKey()) ? 0 : 1;
      }
    }
    return moved;
  }

  /**
   * A rank can keep at most as many batches as it had and as its new share has. Tries every choice
   * of the ranks whose share is the larger one.
   */
  private static int fewestMoves(
      SortedMap<Integer, List<Integer>> old, Set<Integer> active, int batches) {
    List<Integer> ranks = new ArrayList<>(active);
    int share = batches / ranks.size();
    int mostKept = 0;
    for (int larger = 0; larger < 1 << ranks.size(); larger++) {
      if (Integer.bitCount(larger) == batches % ranks.size()) {
        int kept = 0;
        for (int i = 0; i < ranks.size(); i++) {
          int had = old.getOrDefault(ranks.get(i), List.of()).size();
          kept += Math.min(had, share + (larger >> i & 1));
        }
        mostKept = Math.max(mostKept, kept);
      }
    }
    return batches - mostKept;
  }

  @Test
  void theRandomViewsHaveEveryKindOfChange() {
    Random random = new Random(1);
    Set<String> kinds = new HashSet<>();
    for (int i = 0; i < 400; i++) {
      View view = Views.random(random, MOST_PEERS, MOST_CHANGES);
      for (View.Change change : view.changes()) {
        kinds.add(change.removed().size() > 1 ? "several failures" : "");
        kinds.add(change.added().stream().anyMatch(rank -> rank < view.peers()) ? "return" : "");
        kinds.add(change.added().stream().anyMatch(rank -> rank >= view.peers()) ? "join" : "");
        kinds.add(!change.added().isEmpty() && !change.removed().isEmpty() ? "both" : "");
      }
    }
    assertThat(kinds).contains("several failures", "return", "join", "both");
  }
}
