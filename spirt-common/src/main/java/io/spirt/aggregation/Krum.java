package io.spirt.aggregation;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Krum (Blanchard, El Mhamdi, Guerraoui, Stainer 2017, section 4): the average with the lowest
 * score, the sum of the squared distances to its n - f - 2 nearest others. ByzFL sums n - f - 1
 * distances instead. Needs n ≥ 2f + 3 and breaks down above f. Cost O(n²·d). Its answer is one
 * peer's average: it ignores what the other honest peers know.
 */
public final class Krum implements AggregationRule {

  @Override
  public String name() {
    return "krum";
  }

  @Override
  public int peersNeeded(int byzantine) {
    return 2 * byzantine + 3;
  }

  @Override
  public float[] aggregate(Averages averages, RuleSettings settings) {
    TooFewPeersException.check(this, averages, settings);
    List<Integer> all = IntStream.range(0, averages.count()).boxed().toList();
    return averages.mean(
        KrumScores.ascending(averages.distances(), all, settings.byzantine()).get(0));
  }
}
