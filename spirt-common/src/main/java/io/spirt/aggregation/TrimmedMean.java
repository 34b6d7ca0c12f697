package io.spirt.aggregation;

import java.util.Arrays;

/**
 * Coordinate-wise trimmed mean (Yin, Chen, Ramchandran, Bartlett 2018): per coordinate, the mean of
 * what is left without the f lowest and the f highest values. With f = 0 it is the mean. Needs n ≥
 * 2f + 1 and breaks down above f. Sums are exact before they are rounded. Cost O(n·log²n·d).
 */
public final class TrimmedMean implements AggregationRule {

  @Override
  public String name() {
    return "trimmed-mean";
  }

  @Override
  public int peersNeeded(int byzantine) {
    return 2 * byzantine + 1;
  }

  @Override
  public float[] aggregate(Averages averages, RuleSettings settings) {
    TooFewPeersException.check(this, averages, settings);
    return averages.perCoordinate(() -> new Middle(averages.count(), settings.byzantine()));
  }

  private static final class Middle implements CoordinateRule {
    private final int trimmed;
    private final SortingNetwork network;
    private final float[] sum = new float[Averages.BLOCK];
    private final float[] lost = new float[Averages.BLOCK];

    Middle(int rows, int trimmed) {
      this.trimmed = trimmed;
      this.network = new SortingNetwork(rows);
    }

    @Override
    public void combine(float[][] block, int count, float[] result) {
      network.sort(block, count);
      Arrays.fill(sum, 0, count, 0);
      Arrays.fill(lost, 0, count, 0);
      int rest = block.length - 2 * trimmed;
      for (int i = trimmed; i < trimmed + rest; i++) {
        Blocks.addExactly(block[i], sum, lost, count);
      }
      Blocks.divide(sum, lost, rest, result, count);
    }
  }
}
