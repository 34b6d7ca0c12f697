package io.spirt.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import io.spirt.testing.Values;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Work is cut into blocks and divided over processors; nothing of that is seen in a result. */
class SeamsTest {
  private static final int PEERS = 7;
  private static final int[] LENGTHS = {0, 1, 2047, 2048, 2049, 65536, 65537, 67584};

  static Stream<String> rules() {
    return Settings.RULES.stream();
  }

  private static List<float[]> averages(int length) {
    List<float[]> averages = new ArrayList<>();
    for (int rank = 0; rank < PEERS; rank++) {
      averages.add(Values.random(1000 + rank, length));
    }
    return averages;
  }

  private static float[] aggregate(String rule, boolean mixes, List<float[]> averages) {
    return new Aggregator(AggregationRules.named(rule), mixes)
        .aggregate(Averages.of(averages), RuleSettings.of(1));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void aRepeatedPatternGivesARepeatedAggregate(String rule) {
    int period = 37;
    List<float[]> pattern = averages(period);
    for (boolean mixes : new boolean[] {false, true}) {
      for (int length : LENGTHS) {
        List<float[]> averages = new ArrayList<>();
        for (float[] one : pattern) {
          averages.add(repeated(one, length));
        }
        float[] result = aggregate(rule, mixes, averages);
        assertThat(result).hasSize(length);
        float[] first = Arrays.copyOf(result, Math.min(period, length));
        assertThat(Arrays.equals(result, repeated(first, length))).as("%d values", length).isTrue();
      }
    }
  }

  private static float[] repeated(float[] pattern, int length) {
    float[] values = new float[length];
    for (int k = 0; k < length; k++) {
      values[k] = pattern[k % pattern.length];
    }
    return values;
  }

  @ParameterizedTest
  @MethodSource("rules")
  void theNumberOfProcessorsChangesNoBit(String rule) {
    List<float[]> averages = averages(300_000);
    for (boolean mixes : new boolean[] {false, true}) {
      float[] alone = on(1, () -> aggregate(rule, mixes, averages));
      float[] many = on(5, () -> aggregate(rule, mixes, averages));
      assertThat(Arrays.equals(many, alone)).isTrue();
    }
  }

  private static float[] on(int processors, Callable<float[]> work) {
    ForkJoinPool pool = new ForkJoinPool(processors);
    try {
      return pool.submit(work).join();
    } finally {
      pool.shutdown();
    }
  }

  @ParameterizedTest
  @MethodSource("rules")
  void averagesStayAsTheyAre(String rule) {
    List<float[]> averages = averages(100);
    for (boolean mixes : new boolean[] {false, true}) {
      Arrays.fill(aggregate(rule, mixes, averages), 99);
      assertThat(averages).usingRecursiveComparison().isEqualTo(averages(100));
    }
  }

  @Test
  void mixedAveragesAreWeightedMeans() {
    Averages averages = Averages.of(List.of(new float[] {0, 4}, new float[] {8, 0}));
    Averages mixed = averages.mixed(new double[][] {{0.25, 0.75}, {1, 0}, {0, 1}});
    assertThat(mixed.count()).isEqualTo(3);
    assertThat(mixed.get(0)).containsExactly(6, 1);
    assertThat(mixed.selected(2, 0).get(1)).containsExactly(6, 1);
    assertThat(mixed.mixed(new double[][] {{0.5, 0.5, 0}}).get(0)).containsExactly(3, 2.5f);
    assertThat(mixed.mean(0, 1)).containsExactly(3, 2.5f);
  }
}
