package io.spirt.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What the rules do when peers swap ranks, or all averages are moved, scaled or turned round. */
class EquivariancePropertiesTest {
  private static final int TRIES = 600;

  /** Those that sort, and the one that shows a single average: not even rounding sees the order. */
  private static final Set<String> EXACT = Set.of("marmed", "meamed", "trimmed-mean", "krum");

  @Provide
  Arbitrary<String> rules() {
    return Arbitraries.of(Settings.RULES);
  }

  /**
   * Mixed averages often lie equally far apart, since they share what they were mixed from: where a
   * rule has to choose between such ones, rounding decides.
   */
  private static boolean meetsTies(String rule, boolean mixes) {
    return mixes && Set.of("meamed", "krum", "multi-krum", "bulyan").contains(rule);
  }

  private static Aggregator aggregator(String rule, boolean mixes) {
    return new Aggregator(AggregationRules.named(rule), mixes);
  }

  private static List<float[]> each(List<float[]> averages, float factor, float[] offset) {
    List<float[]> changed = new ArrayList<>();
    for (float[] average : averages) {
      changed.add(changed(average, factor, offset));
    }
    return changed;
  }

  private static float[] changed(float[] values, float factor, float[] offset) {
    float[] changed = new float[values.length];
    for (int k = 0; k < changed.length; k++) {
      changed[k] = factor * values[k] + offset[k];
    }
    return changed;
  }

  @Property(tries = TRIES)
  void noRuleSeesTheRanks(
      @ForAll("rules") String rule, @ForAll boolean mixes, @ForAll @IntRange(min = 0) int seed) {
    Assume.that(!meetsTies(rule, mixes));
    RandomCase random = RandomCase.of(seed, 1, 60);
    Aggregator aggregator = aggregator(rule, mixes);
    List<float[]> shuffled = new ArrayList<>(random.averages());
    Collections.shuffle(shuffled, new Random(seed));
    float[] result = Settings.aggregate(aggregator, random, random.averages());
    float[] other = Settings.aggregate(aggregator, random, shuffled);
    if (EXACT.contains(rule) && !mixes) {
      assertThat(other).containsExactly(result);
    } else {
      Close.assertWithin(other, result, 1e-6 * Close.largest(random.averages()), rule);
    }
  }

  /** By a power of two, so that scaling itself rounds nothing: the same bits, scaled. */
  @Property(tries = TRIES)
  void scalingTheAveragesScalesTheAggregate(
      @ForAll("rules") String rule,
      @ForAll boolean mixes,
      @ForAll @IntRange(min = 0) int seed,
      @ForAll @IntRange(min = -40, max = 40) int exponent,
      @ForAll boolean turned) {
    RandomCase random = RandomCase.of(seed, 1, 60);
    Aggregator aggregator = aggregator(rule, mixes);
    float factor = Math.scalb(turned ? -1f : 1f, exponent);
    float[] none = new float[random.averages().get(0).length];
    float[] result = Settings.aggregate(aggregator, random, each(random.averages(), factor, none));
    float[] scaled =
        changed(Settings.aggregate(aggregator, random, random.averages()), factor, none);
    Close.assertWithin(result, scaled, 0, rule);
  }

  /** Not centered clipping, whose centre starts at the origin. */
  @Property(tries = TRIES)
  void movingTheAveragesMovesTheAggregate(
      @ForAll("rules") String rule, @ForAll boolean mixes, @ForAll @IntRange(min = 0) int seed) {
    Assume.that(!rule.equals("centered-clipping") && !meetsTies(rule, mixes));
    RandomCase random = RandomCase.of(seed, 1, 60);
    Aggregator aggregator = aggregator(rule, mixes);
    float[] offset = new float[random.averages().get(0).length];
    Random offsets = new Random(seed);
    for (int k = 0; k < offset.length; k++) {
      offset[k] = 8 * offsets.nextFloat() - 4;
    }
    List<float[]> moved = each(random.averages(), 1, offset);
    Close.assertWithin(
        Settings.aggregate(aggregator, random, moved),
        changed(Settings.aggregate(aggregator, random, random.averages()), 1, offset),
        1e-5 * Close.largest(moved),
        rule);
  }

  @Property(tries = 200)
  void equalAveragesGiveThemselves(
      @ForAll("rules") String rule,
      @ForAll boolean mixes,
      @ForAll @IntRange(min = 0) int seed,
      @ForAll @IntRange(min = 3, max = 20) int peers) {
    float[] average = RandomCase.of(seed, 1, 60).averages().get(0);
    Aggregator aggregator = aggregator(rule, mixes);
    float[] result =
        aggregator.aggregate(
            Averages.of(Collections.nCopies(peers, average)),
            RuleSettings.of(aggregator.mostByzantine(peers)));
    Close.assertWithin(result, average, 1e-6 * Close.largest(List.of(average)), rule);
  }

  @Property(tries = 200)
  void withNobodyMaliciousItIsTheMean(@ForAll boolean mixes, @ForAll @IntRange(min = 0) int seed) {
    List<float[]> averages = RandomCase.of(seed, 1, 60).averages();
    float[] mean = new Mean().aggregate(Averages.of(averages), RuleSettings.of(0));
    for (String rule : List.of("meamed", "trimmed-mean", "multi-krum", "bulyan")) {
      Close.assertWithin(
          aggregator(rule, mixes).aggregate(Averages.of(averages), RuleSettings.of(0)),
          mean,
          1e-6 * Close.largest(averages),
          rule);
    }
  }

  @Property(tries = 200)
  void withNobodyMaliciousMixingChangesNothing(
      @ForAll("rules") String rule, @ForAll @IntRange(min = 0) int seed) {
    List<float[]> averages = RandomCase.of(seed, 1, 60).averages();
    assertThat(aggregator(rule, true).aggregate(Averages.of(averages), RuleSettings.of(0)))
        .containsExactly(
            aggregator(rule, false).aggregate(Averages.of(averages), RuleSettings.of(0)));
  }
}
