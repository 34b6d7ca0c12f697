package io.spirt.aggregation;

import java.util.Arrays;

/**
 * Mean around the median (Xie, Koyejo, Gupta 2018, "Generalized Byzantine-tolerant SGD"): per
 * coordinate, the mean of the n - f values nearest to the median.
 *
 * <p>The median of an even number of values is the mean of the two in the middle; of two values
 * equally far from it, of which one has to go, the mean of both counts. With f = 0 it is the mean.
 * Needs n ≥ 2f + 1 and breaks down above f. Sums are exact before they are rounded. Cost
 * O(n·log²n·d), without a branch: in ascending order those that are kept stand side by side, so of
 * values j, j + n - f, j + 2(n - f) … just one is kept, and sorting and f choices between two rows
 * are all there is.
 */
public final class Meamed implements AggregationRule {

  @Override
  public String name() {
    return "meamed";
  }

  @Override
  public int peersNeeded(int byzantine) {
    return 2 * byzantine + 1;
  }

  @Override
  public float[] aggregate(Averages averages, RuleSettings settings) {
    TooFewPeersException.check(this, averages, settings);
    return of(averages, averages.count() - settings.byzantine());
  }

  /**
   * The mean of the values nearest to the median.
   *
   * @param kept how many count, at least 1 (with more than half, f = n - kept rows have one rival)
   */
  static float[] of(Averages averages, int kept) {
    return averages.perCoordinate(() -> new Nearest(averages.count(), kept));
  }

  private static final class Nearest implements CoordinateRule {
    private final int kept;
    private final SortingNetwork network;
    private final float[] median = new float[Averages.BLOCK];
    private final float[] sum = new float[Averages.BLOCK];
    private final float[] lost = new float[Averages.BLOCK];

    Nearest(int rows, int kept) {
      this.kept = kept;
      this.network = new SortingNetwork(rows);
    }

    @Override
    public void combine(float[][] block, int count, float[] result) {
      int rows = block.length;
      network.sort(block, count);
      Blocks.middle(block[(rows - 1) / 2], block[rows / 2], median, count);
      Arrays.fill(sum, 0, count, 0);
      Arrays.fill(lost, 0, count, 0);
      for (int i = 0; i < kept; i++) {
        for (int rival = i + kept; rival < rows; rival += kept) {
          Blocks.keepNearer(block[i], block[rival], median, count);
        }
        Blocks.addExactly(block[i], sum, lost, count);
      }
      Blocks.divide(sum, lost, kept, result, count);
    }
  }
}
