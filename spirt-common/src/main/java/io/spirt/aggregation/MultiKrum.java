package io.spirt.aggregation;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Multi-Krum (Blanchard, El Mhamdi, Guerraoui, Stainer 2017, section 5): the mean of the m averages
 * with the lowest scores, which are those of {@link Krum} and not ByzFL's. Needs n ≥ 2f + 3 and
 * breaks down above f. Cost O(n²·d).
 */
public final class MultiKrum implements AggregationRule {
  static final RuleParameter SELECTED =
      new RuleParameter("selected", 0, 0, 64, "Averages that count, m; 0 for n - f.");

  @Override
  public String name() {
    return "multi-krum";
  }

  @Override
  public List<RuleParameter> parameters() {
    return List.of(SELECTED);
  }

  @Override
  public int peersNeeded(int byzantine) {
    return 2 * byzantine + 3;
  }

  @Override
  public float[] aggregate(Averages averages, RuleSettings settings) {
    TooFewPeersException.check(this, averages, settings);
    int n = averages.count();
    List<Integer> all = IntStream.range(0, n).boxed().toList();
    int wanted = (int) settings.value(SELECTED);
    int selected = wanted == 0 ? n - settings.byzantine() : Math.min(wanted, n);
    return averages.mean(
        KrumScores.ascending(averages.distances(), all, settings.byzantine()).stream()
            .limit(selected)
            .mapToInt(i -> i)
            .toArray());
  }
}
