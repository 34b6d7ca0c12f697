package io.spirt.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.spirt.peer.Settlement.Finding;
import java.util.Collections;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Whatever the peers found. */
class SettlementPropertiesTest {

  private static SortedMap<Integer, SortedMap<Integer, Finding>> findings(long seed, int peers) {
    Random random = new Random(seed);
    SortedMap<Integer, SortedMap<Integer, Finding>> findings = new TreeMap<>();
    for (int voter = 0; voter < peers; voter++) {
      if (voter > 0 && random.nextInt(4) == 0) {
        continue;
      }
      SortedMap<Integer, Finding> found = new TreeMap<>();
      for (int rank = 0; rank < peers; rank++) {
        if (random.nextInt(8) > 0) {
          Verdict.Outcome[] outcomes = Verdict.Outcome.values();
          found.put(
              rank,
              new Finding(
                  "claim " + (random.nextInt(10) == 0 ? 1 : 0),
                  "state " + rank % (1 + random.nextInt(2)),
                  random.nextInt(3) > 0
                      ? Verdict.Outcome.VERIFIED
                      : outcomes[random.nextInt(outcomes.length)]));
        }
      }
      findings.put(voter, found);
    }
    return findings;
  }

  @Property(tries = 2000)
  void somebodyTakesPartAndNobodyIsBoth(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 7) int peers) {
    Settlement settlement = Settlement.of(findings(seed, peers));
    assertThat(settlement.participants()).isNotEmpty();
    assertThat(Collections.disjoint(settlement.participants(), settlement.excluded().keySet()))
        .isTrue();
    assertThat(settlement.participants()).contains(settlement.donor());
    TreeSet<Integer> all = new TreeSet<>(settlement.participants());
    all.addAll(settlement.excluded().keySet());
    assertThat(settlement.missing(all)).isEmpty();
    assertThat(Collections.disjoint(settlement.behind(all), settlement.complete())).isTrue();
  }

  @Property(tries = 1000)
  void whoHasTheSameFindingsComesToTheSame(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 7) int peers) {
    assertThat(Settlement.of(findings(seed, peers)))
        .isEqualTo(Settlement.of(findings(seed, peers)));
  }

  /** A minority cannot exclude an honest peer, nor keep one in that told two things. */
  @Property(tries = 1000)
  void aMinorityOfLiarsDoesNotDecide(
      @ForAll long seed, @ForAll @IntRange(min = 3, max = 7) int peers) {
    Random random = new Random(seed);
    int liars = (peers - 1) / 2;
    SortedMap<Integer, SortedMap<Integer, Finding>> findings = new TreeMap<>();
    for (int voter = 0; voter < peers; voter++) {
      SortedMap<Integer, Finding> found = new TreeMap<>();
      for (int rank = 0; rank < peers; rank++) {
        // A liar cannot make up what others signed, but can say that it fetched something else.
        boolean lies = voter >= peers - liars && random.nextBoolean();
        found.put(
            rank,
            new Finding(
                "claim of " + rank,
                "state",
                lies ? Verdict.Outcome.ALTERED : Verdict.Outcome.VERIFIED));
      }
      findings.put(voter, found);
    }
    for (int honest = 0; honest < peers - liars; honest++) {
      if (2 * (peers - 1 - liars) > peers - 1) {
        assertThat(Settlement.of(findings).participants()).contains(honest);
      }
    }
  }
}
