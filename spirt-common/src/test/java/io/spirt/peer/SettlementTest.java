package io.spirt.peer;

import static io.spirt.peer.Verdict.Outcome.ALTERED;
import static io.spirt.peer.Verdict.Outcome.INVALID;
import static io.spirt.peer.Verdict.Outcome.UNREACHABLE;
import static io.spirt.peer.Verdict.Outcome.VERIFIED;
import static org.assertj.core.api.Assertions.assertThat;

import io.spirt.peer.Settlement.Finding;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Settlements by hand; in each, what is not said is sound. */
class SettlementTest {

  /** All voters found all of them sound. */
  private static SortedMap<Integer, SortedMap<Integer, Finding>> sound(List<Integer> ranks) {
    SortedMap<Integer, SortedMap<Integer, Finding>> findings = new TreeMap<>();
    for (int voter : ranks) {
      SortedMap<Integer, Finding> found = new TreeMap<>();
      ranks.forEach(rank -> found.put(rank, new Finding("average of " + rank, "s", VERIFIED)));
      findings.put(voter, found);
    }
    return findings;
  }

  @Test
  void allTakePart() {
    Settlement settlement = Settlement.of(sound(List.of(0, 1, 2)));
    assertThat(settlement.participants()).containsExactly(0, 1, 2);
    assertThat(settlement.complete()).containsExactly(0, 1, 2);
    assertThat(settlement.excluded()).isEmpty();
    assertThat(settlement.donor()).isZero();
    assertThat(settlement.missing(Set.of(0, 1, 2, 7))).containsExactly(7);
    assertThat(settlement.behind(Set.of(0, 1, 2, 7))).containsExactly(7);
  }

  @Test
  void oneProofOfTwoClaimsIsEnough() {
    var findings = sound(List.of(0, 1, 2, 3));
    findings.get(1).put(3, new Finding("another", "s", VERIFIED));
    Settlement settlement = Settlement.of(findings);
    assertThat(settlement.excluded()).isEqualTo(Map.of(3, "equivocation"));
    assertThat(settlement.participants()).containsExactly(0, 1, 2);
    assertThat(settlement.missing(Set.of(0, 1, 2, 3))).isEmpty();
  }

  @Test
  void twoStatesAreTwoClaims() {
    var findings = sound(List.of(0, 1, 2, 3));
    findings.get(1).put(3, new Finding("average of 3", "another", VERIFIED));
    assertThat(Settlement.of(findings).excluded()).isEqualTo(Map.of(3, "equivocation"));
  }

  /** What a rank says of itself does not count: three others, two against. */
  @Test
  void mostOfTheOthersDecideOnAnAverage() {
    var findings = sound(List.of(0, 1, 2, 3));
    findings.get(0).put(3, new Finding("average of 3", "s", ALTERED));
    assertThat(Settlement.of(findings).participants()).containsExactly(0, 1, 2, 3);
    assertThat(Settlement.of(findings).complete()).containsExactly(1, 2, 3);
    assertThat(Settlement.of(findings).donor()).isEqualTo(1);
    assertThat(Settlement.of(findings).behind(Set.of(0, 1, 2, 3))).containsExactly(0);
    findings.get(1).put(3, new Finding("average of 3", "s", ALTERED));
    assertThat(Settlement.of(findings).excluded()).isEqualTo(Map.of(3, "altered-average"));
  }

  @Test
  void theReasonIsTheMostFrequentOne() {
    var findings = sound(List.of(0, 1, 2, 3));
    findings.get(0).put(3, new Finding("average of 3", "s", INVALID));
    findings.get(1).put(3, new Finding("average of 3", "s", INVALID));
    findings.get(2).put(3, new Finding("average of 3", "s", UNREACHABLE));
    assertThat(Settlement.of(findings).excluded()).isEqualTo(Map.of(3, "invalid-average"));
  }

  /** Who did not hear of it at all could not reach it. */
  @Test
  void silenceIsUnreachable() {
    var findings = sound(List.of(0, 1, 2));
    findings.get(0).put(3, new Finding("average of 3", "s", VERIFIED));
    assertThat(Settlement.of(findings).excluded()).isEqualTo(Map.of(3, "unreachable"));
  }

  @Test
  void theStateOfMostStands() {
    var findings = sound(List.of(0, 1, 2));
    for (int voter : List.of(0, 1, 2)) {
      findings.get(voter).put(0, new Finding("average of 0", "another", VERIFIED));
    }
    Settlement settlement = Settlement.of(findings);
    assertThat(settlement.excluded()).isEqualTo(Map.of(0, "params-differ"));
    assertThat(settlement.participants()).containsExactly(1, 2);
  }

  @Test
  void aPeerAloneGoesOn() {
    assertThat(Settlement.of(sound(List.of(2))).participants()).containsExactly(2);
  }

  /** Two peers that each find the other's average altered: the lower one goes on. */
  @Test
  void whereAllObjectTheLowestGoesOn() {
    var findings = sound(List.of(0, 1));
    findings.get(0).put(1, new Finding("average of 1", "s", ALTERED));
    findings.get(1).put(0, new Finding("average of 0", "s", ALTERED));
    Settlement settlement = Settlement.of(findings);
    assertThat(settlement.participants()).containsExactly(0);
    assertThat(settlement.excluded()).isEqualTo(Map.of(1, "altered-average"));
    assertThat(settlement.donor()).isZero();
  }
}
