package io.spirt.benchmarks.replay.p2p;

import io.spirt.cost.price.PriceFile;
import io.spirt.cost.price.RegionPrices;
import io.spirt.deployment.Architecture;
import java.util.Map;

/**
 * What a peer's gradients cost by the thesis's formulas 8.1 and 8.2 and its prices. Every function
 * is paid for the whole parallel time, as there.
 */
final class OffloadPrice {
  private static final String REGION = "us-east-1";

  /** Memory of the functions by samples of a batch (Table 4.3), in megabytes. */
  private static final Map<Integer, Integer> MEGABYTES =
      Map.of(1024, 3600, 512, 2800, 128, 1800, 64, 1700);

  private static final int OTHERWISE = 1700;

  private final RegionPrices prices = PriceFile.thesis().region(REGION);

  /** A t2.large that computes one batch after another. */
  double sequential(double seconds) {
    return seconds * prices.dollars("ec2.t2.large.second");
  }

  /** A t2.small that has functions compute all batches at once. */
  double parallel(double seconds, int batches, int batchSize) {
    double function = prices.functionSecond(Architecture.ARM64, megabytes(batchSize));
    return seconds * (function * batches + prices.dollars("ec2.t2.small.second"));
  }

  static int megabytes(int batchSize) {
    return MEGABYTES.getOrDefault(batchSize, OTHERWISE);
  }
}
