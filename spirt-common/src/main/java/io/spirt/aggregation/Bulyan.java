package io.spirt.aggregation;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Bulyan over Krum (El Mhamdi, Guerraoui, Rouault 2018): Krum chooses θ = n - 2f averages one after
 * another, each out of those not chosen yet; then, per coordinate, the mean of the θ - 2f values
 * nearest to the median of the chosen ones. Needs n ≥ 4f + 3 and breaks down above f. Cost O(n²·d).
 *
 * <p>The last choices are made among fewer than 2f + 3 averages, 2f + 1 at the end, for which Krum
 * itself is not defined: here its score counts one neighbour at least. How they are chosen does not
 * matter for the bound, since of any θ ≥ 2f + 3 averages f at most are malicious. The authors'
 * program has θ = n - 2f - 2 and takes Multi-Krum's means. With f = 0 all are chosen: the mean.
 * Equally far values: as in {@link Meamed}.
 */
public final class Bulyan implements AggregationRule {

  @Override
  public String name() {
    return "bulyan";
  }

  @Override
  public int peersNeeded(int byzantine) {
    return 4 * byzantine + 3;
  }

  @Override
  public float[] aggregate(Averages averages, RuleSettings settings) {
    TooFewPeersException.check(this, averages, settings);
    int f = settings.byzantine();
    int chosen = averages.count() - 2 * f;
    List<Integer> left = new ArrayList<>(IntStream.range(0, averages.count()).boxed().toList());
    int[] selected = new int[chosen];
    for (int i = 0; i < chosen; i++) {
      int best = KrumScores.ascending(averages.distances(), left, f).get(0);
      selected[i] = best;
      left.remove(Integer.valueOf(best));
    }
    return Meamed.of(averages.selected(selected), chosen - 2 * f);
  }
}
