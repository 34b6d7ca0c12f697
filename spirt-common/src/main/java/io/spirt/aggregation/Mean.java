package io.spirt.aggregation;

import java.util.stream.IntStream;

/**
 * The arithmetic mean per coordinate: {@code a[i] = (1/n) Σ g_r[i]}. Summed in double in rank order
 * and rounded once, as {@code AI.TENSORMEAN} does, so that the result is exactly defined. Needs one
 * average, and breaks down with a single malicious peer. Cost O(n·d).
 */
public final class Mean implements AggregationRule {

  @Override
  public String name() {
    return "mean";
  }

  @Override
  public int peersNeeded(int byzantine) {
    return 1;
  }

  @Override
  public float[] aggregate(Averages averages, RuleSettings settings) {
    return averages.mean(IntStream.range(0, averages.count()).toArray());
  }
}
