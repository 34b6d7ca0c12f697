package io.spirt.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/**
 * As many liars as a rule bears, at any rank, with values up to ±1e30: they may shift the aggregate
 * within what the honest averages leave open, and no further.
 */
class RobustnessPropertiesTest {
  private static final int TRIES = 400;

  @Provide
  Arbitrary<Double> magnitudes() {
    return Arbitraries.of(1e-3, 1.0, 3.0, 1e3, 1e8, 1e15, 1e20, 1e30);
  }

  private static final class Scene {
    final List<float[]> honest = new ArrayList<>();
    final List<float[]> all = new ArrayList<>();
    final int byzantine;

    Scene(int seed, AggregationRule rule, double magnitude) {
      Random random = new Random(seed);
      int n = 3 + random.nextInt(18);
      while (rule.peersNeeded(1) > n) {
        n++;
      }
      byzantine = new Aggregator(rule, false).mostByzantine(n);
      int length = 1 + random.nextInt(40);
      boolean together = random.nextBoolean();
      float[] shared = values(random, length, magnitude);
      for (int i = 0; i < n - byzantine; i++) {
        honest.add(values(random, length, 1));
      }
      all.addAll(honest);
      for (int i = 0; i < byzantine; i++) {
        all.add(together ? shared : values(random, length, magnitude));
      }
      Collections.shuffle(all, random);
    }

    private static float[] values(Random random, int length, double magnitude) {
      float[] values = new float[length];
      for (int k = 0; k < length; k++) {
        values[k] = (float) (magnitude * Math.max(-1, Math.min(1, random.nextGaussian() / 3)));
      }
      return values;
    }

    float[] aggregate(AggregationRule rule, boolean mixes) {
      return new Aggregator(rule, mixes).aggregate(Averages.of(all), RuleSettings.of(byzantine));
    }

    double lowest(int k) {
      return honest.stream().mapToDouble(average -> average[k]).min().orElseThrow();
    }

    double highest(int k) {
      return honest.stream().mapToDouble(average -> average[k]).max().orElseThrow();
    }

    /** The result lies between the honest values, or at most some of their ranges outside. */
    void assertInRange(float[] result, double outside, String what) {
      for (int k = 0; k < result.length; k++) {
        double margin = outside * (highest(k) - lowest(k)) + 1e-6;
        assertThat((double) result[k]).as(what).isBetween(lowest(k) - margin, highest(k) + margin);
      }
    }
  }

  @Property(tries = TRIES)
  void medianAndTrimmedMeanStayAmongTheHonestValues(
      @ForAll int seed, @ForAll @From("magnitudes") double magnitude) {
    for (AggregationRule rule : List.of(new CoordinateMedian(), new TrimmedMean())) {
      Scene scene = new Scene(seed, rule, magnitude);
      scene.assertInRange(scene.aggregate(rule, false), 0, rule.name());
    }
  }

  /**
   * A malicious value that counts is no farther from the median than some honest one that does not,
   * and the median is among the honest values.
   */
  @Property(tries = TRIES)
  void meamedAndBulyanStayWithinTheHonestRangeOfTheMedian(
      @ForAll int seed, @ForAll @From("magnitudes") double magnitude) {
    for (AggregationRule rule : List.of(new Meamed(), new Bulyan())) {
      Scene scene = new Scene(seed, rule, magnitude);
      scene.assertInRange(scene.aggregate(rule, false), 1, rule.name());
    }
  }

  @Property(tries = TRIES)
  void krumShowsAnHonestAverageIfLiarsAreFarAway(
      @ForAll int seed, @ForAll @IntRange(min = 2, max = 30) int exponent) {
    Scene scene = new Scene(seed, new Krum(), Math.pow(10, exponent));
    assertThat(scene.honest).contains(scene.aggregate(new Krum(), false));
  }

  /** One of those next to it is honest: it is not farther away than the honest ones' spread. */
  @Property(tries = TRIES)
  void multiKrumIgnoresWhoIsFarAway(
      @ForAll int seed, @ForAll @IntRange(min = 2, max = 30) int exponent) {
    Scene scene = new Scene(seed, new MultiKrum(), Math.pow(10, exponent));
    scene.assertInRange(scene.aggregate(new MultiKrum(), false), 0, "multi-krum");
  }

  /**
   * With h honest averages no farther than r from their centre, the geometric median is at most
   * 2h/(h - f)·r from it (Lopuhaä, Rousseeuw 1991), whatever the others do.
   */
  @Property(tries = TRIES)
  void geometricMedianStaysNearTheHonestAverages(
      @ForAll int seed, @ForAll @From("magnitudes") double magnitude) {
    Scene scene = new Scene(seed, new GeometricMedian(), magnitude);
    double[] centre = PaperRules.mean(PaperRules.wide(scene.honest));
    double spread =
        scene.honest.stream().mapToDouble(average -> distance(average, centre)).max().orElseThrow();
    int honest = scene.honest.size();
    assertThat(distance(scene.aggregate(new GeometricMedian(), false), centre))
        .isLessThanOrEqualTo(2.0 * honest / (honest - scene.byzantine) * spread + 1e-6);
  }

  /** It minimises the sum of the distances, however far away the liars are. */
  @Property(tries = TRIES)
  void geometricMedianIsAMinimum(@ForAll int seed, @ForAll @From("magnitudes") double magnitude) {
    Scene scene = new Scene(seed, new GeometricMedian(), magnitude);
    List<double[]> g = PaperRules.wide(scene.all);
    double[] z = PaperRules.wide(List.of(scene.aggregate(new GeometricMedian(), false))).get(0);
    double steepest = pull(g, z);
    // On an average that pull may be anything up to that average's own.
    assertThat(steepest).isLessThanOrEqualTo(onAnAverage(g, z) + 1e-2);
  }

  /** Length of the sum of the unit vectors towards the averages that are not where z is. */
  private static double pull(List<double[]> g, double[] z) {
    double[] sum = new double[z.length];
    for (double[] average : g) {
      double distance = Math.sqrt(PaperRules.squaredDistance(average, z));
      if (distance > 1e-4) {
        for (int k = 0; k < z.length; k++) {
          sum[k] += (average[k] - z[k]) / distance;
        }
      }
    }
    return Math.sqrt(PaperRules.squaredDistance(sum, new double[z.length]));
  }

  private static long onAnAverage(List<double[]> g, double[] z) {
    return g.stream().filter(v -> Math.sqrt(PaperRules.squaredDistance(v, z)) <= 1e-4).count();
  }

  /** Each of its steps is at most a median of distances, and half of these are honest. */
  @Property(tries = TRIES)
  void centeredClippingStaysNearTheHonestAverages(
      @ForAll int seed, @ForAll @From("magnitudes") double magnitude) {
    Scene scene = new Scene(seed, new CenteredClipping(), magnitude);
    double longest =
        scene.honest.stream()
            .mapToDouble(average -> distance(average, new double[average.length]))
            .max()
            .orElseThrow();
    float[] result = scene.aggregate(new CenteredClipping(), false);
    double reached = distance(result, new double[result.length]);
    assertThat(reached).isLessThanOrEqualTo(longest * scene.all.size());
  }

  @Property(tries = TRIES)
  void whatIsMixedStaysAmongTheHonestValuesIfLiarsAreFarAway(
      @ForAll int seed, @ForAll @IntRange(min = 2, max = 30) int exponent) {
    for (AggregationRule rule : List.of(new CoordinateMedian(), new TrimmedMean(), new Krum())) {
      Scene scene = new Scene(seed, rule, Math.pow(10, exponent));
      scene.assertInRange(scene.aggregate(rule, true), 0, rule.name());
    }
  }

  private static double distance(float[] a, double[] b) {
    return Math.sqrt(PaperRules.squaredDistance(PaperRules.wide(List.of(a)).get(0), b));
  }
}
