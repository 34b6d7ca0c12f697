package io.spirt.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each rule, alone and after nearest-neighbour mixing, against its paper in {@link PaperRules}. */
class PaperComparisonTest {
  private static final int CASES = 1000;
  private static final Map<String, BiFunction<List<double[]>, Integer, double[]>> PAPER =
      Map.of(
          "mean", (g, f) -> PaperRules.mean(g),
          "marmed", (g, f) -> PaperRules.marmed(g),
          "trimmed-mean", PaperRules::trimmedMean,
          "krum", PaperRules::krum,
          "multi-krum", (g, f) -> PaperRules.multiKrum(g, f, g.size() - f),
          "geomed", (g, f) -> PaperRules.geometricMedian(g, 1e-6),
          "centered-clipping", (g, f) -> PaperRules.centeredClipping(g, 0, 10));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mean",
        "marmed",
        "trimmed-mean",
        "krum",
        "multi-krum",
        "geomed",
        "centered-clipping"
      })
  void agreesWithThePaper(String rule) {
    Aggregator aggregator = new Aggregator(AggregationRules.named(rule), false);
    each(aggregator, 0, (random, f) -> PAPER.get(rule).apply(wide(random), f), Map.of());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mean",
        "marmed",
        "trimmed-mean",
        "krum",
        "multi-krum",
        "geomed",
        "centered-clipping"
      })
  void agreesWithThePaperAfterMixing(String rule) {
    Aggregator aggregator = new Aggregator(AggregationRules.named(rule), true);
    each(
        aggregator, 1_000_000, (random, f) -> PAPER.get(rule).apply(mixed(random, f), f), Map.of());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.25, 2, 50})
  void centeredClippingWithAGivenRadiusAgreesWithThePaper(double radius) {
    each(
        new Aggregator(new CenteredClipping(), false),
        2_000_000,
        (random, f) -> PaperRules.centeredClipping(wide(random), radius, 3),
        Map.of("radius", radius, "iterations", 3.0));
  }

  /** Which of two values equally far from a median counts is left to rounding. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void meamedAgreesWithThePaperWhicheverWayItBreaksTies(boolean mixes) {
    assertThat(
            between(
                new Meamed(),
                mixes,
                (g, f, preferred) -> Optional.of(PaperRules.meamed(g, f, preferred))))
        .isEqualTo(CASES);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void bulyanAgreesWithThePaperWhicheverWayItBreaksTies(boolean mixes) {
    assertThat(between(new Bulyan(), mixes, PaperRules::bulyan)).isGreaterThan(CASES / 2);
  }

  private interface WithTies {
    Optional<double[]> aggregate(List<double[]> g, int f, int preferred);
  }

  /** How many cases were compared. */
  private static int between(AggregationRule rule, boolean mixes, WithTies paper) {
    Aggregator aggregator = new Aggregator(rule, mixes);
    int compared = 0;
    for (int i = 0; i < CASES; i++) {
      RandomCase random = RandomCase.of(3_000_000L + i, 1, 40);
      int f = random.byzantineFor(aggregator);
      if (random.peers() < aggregator.peersNeeded(f)) {
        continue;
      }
      List<double[]> g = mixes ? mixed(random, f) : wide(random);
      Optional<double[]> low = paper.aggregate(g, f, -1);
      if (low.isPresent()) {
        compared++;
        Close.assertBetween(
            aggregator.aggregate(Averages.of(random.averages()), RuleSettings.of(f)),
            low.get(),
            paper.aggregate(g, f, 1).orElseThrow(),
            "case " + i + ", n " + random.peers() + ", f " + f);
      }
    }
    return compared;
  }

  /** With f = 0, where the paper has the mean for everybody, averages stay as they are. */
  private static List<double[]> mixed(RandomCase random, int f) {
    return f == 0 ? wide(random) : PaperRules.nearestNeighbourMixing(wide(random), f);
  }

  private static List<double[]> wide(RandomCase random) {
    return PaperRules.wide(random.averages());
  }

  private static void each(
      Aggregator aggregator,
      long firstSeed,
      BiFunction<RandomCase, Integer, double[]> paper,
      Map<String, Double> parameters) {
    IntStream.range(0, CASES)
        .forEach(
            i -> {
              RandomCase random = RandomCase.of(firstSeed + i, 1, 40);
              if (random.peers() < aggregator.peersNeeded(0)) {
                return;
              }
              int f = random.byzantineFor(aggregator);
              float[] result =
                  aggregator.aggregate(
                      Averages.of(random.averages()),
                      new RuleSettings(f, parameters, Optional.empty()));
              Close.assertClose(
                  result,
                  paper.apply(random, f),
                  "case " + i + ", n " + random.peers() + ", f " + f);
            });
  }
}
