package io.spirt.aggregation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AggregatorTest {
  private static Aggregator aggregator(String rule, boolean mixes) {
    return new Aggregator(AggregationRules.named(rule), mixes);
  }

  private static Averages averages(int peers) {
    return Averages.of(IntStream.range(0, peers).mapToObj(i -> new float[] {i}).toList());
  }

  /** n that f malicious ones need, and f that ten peers bear: with the papers' bounds. */
  @ParameterizedTest
  @CsvSource({
    "mean, false, 1, 1, 1, 4",
    "mean, true, 1, 3, 5, 4",
    "marmed, false, 1, 3, 5, 4",
    "meamed, false, 1, 3, 5, 4",
    "trimmed-mean, false, 1, 3, 5, 4",
    "geomed, false, 1, 3, 5, 4",
    "centered-clipping, false, 1, 3, 5, 4",
    "krum, false, 3, 5, 7, 3",
    "multi-krum, true, 3, 5, 7, 3",
    "bulyan, false, 3, 7, 11, 1",
    "zeno, false, 1, 2, 3, 4",
    "zeno, true, 1, 3, 5, 4"
  })
  void knowsHowManyPeersItNeeds(
      String rule, boolean mixes, int forNone, int forOne, int forTwo, int mostOfTen) {
    Aggregator aggregator = aggregator(rule, mixes);
    assertThat(aggregator.peersNeeded(0)).isEqualTo(forNone);
    assertThat(aggregator.peersNeeded(1)).isEqualTo(forOne);
    assertThat(aggregator.peersNeeded(2)).isEqualTo(forTwo);
    assertThat(aggregator.mostByzantine(10)).isEqualTo(mostOfTen);
  }

  @ParameterizedTest
  @CsvSource({"1, 0, 0", "2, 0, 0", "3, 1, 0", "4, 1, 0", "5, 2, 1", "6, 2, 1", "7, 3, 2"})
  void bearsAtMostAMinority(int peers, int median, int krum) {
    assertThat(aggregator("marmed", false).mostByzantine(peers)).isEqualTo(median);
    assertThat(aggregator("krum", true).mostByzantine(peers)).isEqualTo(krum);
  }

  @Test
  void saysHowManyPeersAreMissing() {
    assertThatThrownBy(() -> aggregator("krum", false).aggregate(averages(6), RuleSettings.of(2)))
        .isInstanceOf(TooFewPeersException.class)
        .hasMessage(
            "krum with byzantine 2 needs 7 peers or more, there are 6:"
                + " lower /aggregation/byzantine or choose another rule");
    assertThatThrownBy(() -> aggregator("mean", true).aggregate(averages(2), RuleSettings.of(1)))
        .isInstanceOf(TooFewPeersException.class)
        .hasMessageStartingWith("mean with byzantine 1 needs 3 peers or more, there are 2");
  }

  @Test
  void everyRuleChecksTheNumberItself() {
    for (String name : AggregationRules.names()) {
      AggregationRule rule = AggregationRules.named(name);
      int needed = rule.peersNeeded(2);
      if (needed > 1) {
        assertThatThrownBy(() -> rule.aggregate(averages(needed - 1), RuleSettings.of(2)))
            .isInstanceOf(TooFewPeersException.class)
            .hasMessageContaining(needed + " peers or more, there are " + (needed - 1));
      }
    }
  }

  /** 0, 1 and 9, f = 1: the nearest pairs' means are 0.5, 0.5 and 5. */
  @Test
  void mixesBeforeTheRule() {
    Averages averages = Averages.of(List.of(new float[] {0}, new float[] {1}, new float[] {9}));
    assertThat(aggregator("mean", true).aggregate(averages, RuleSettings.of(1))).containsExactly(2);
    assertThat(aggregator("marmed", true).aggregate(averages, RuleSettings.of(1)))
        .containsExactly(0.5f);
    assertThat(aggregator("marmed", true).aggregate(averages, RuleSettings.of(0)))
        .containsExactly(1);
  }

  @Test
  void refusesLessThanNoMaliciousPeer() {
    assertThatThrownBy(() -> RuleSettings.of(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("byzantine is -1; it must be 0 or more");
  }
}
