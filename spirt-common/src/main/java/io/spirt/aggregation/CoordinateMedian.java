package io.spirt.aggregation;

/**
 * Marginal median, {@code marmed} (Xie, Koyejo, Gupta 2018; Yin and others 2018): per coordinate
 * the median, for an even number of averages the mean of the two values in the middle. Does not use
 * f, but is sound only for n ≥ 2f + 1; breaks down at half. Cost O(n·log²n·d).
 */
public final class CoordinateMedian implements AggregationRule {

  @Override
  public String name() {
    return "marmed";
  }

  @Override
  public int peersNeeded(int byzantine) {
    return 2 * byzantine + 1;
  }

  @Override
  public float[] aggregate(Averages averages, RuleSettings settings) {
    TooFewPeersException.check(this, averages, settings);
    SortingNetwork network = new SortingNetwork(averages.count());
    return averages.perCoordinate(
        () ->
            (block, count, result) -> {
              network.sort(block, count);
              int rows = block.length;
              Blocks.middle(block[(rows - 1) / 2], block[rows / 2], result, count);
            });
  }
}
