package io.spirt.aggregation;

/** A rule, with or without nearest-neighbour mixing before it. */
public final class Aggregator {
  private final AggregationRule rule;
  private final boolean mixes;

  /**
   * @param mixes whether averages are mixed with their nearest neighbours before the rule sees them
   */
  public Aggregator(AggregationRule rule, boolean mixes) {
    this.rule = rule;
    this.mixes = mixes;
  }

  /** The fewest averages that rule and mixing are sound for. */
  public int peersNeeded(int byzantine) {
    int needed = rule.peersNeeded(byzantine);
    return mixes ? Math.max(needed, NearestNeighbourMixing.peersNeeded(byzantine)) : needed;
  }

  /**
   * The most malicious averages among n, no more than a minority, that rule and mixing are sound
   * for; 0 if there are too few for any.
   */
  public int mostByzantine(int peers) {
    int most = 0;
    while (2 * (most + 1) < peers && peersNeeded(most + 1) <= peers) {
      most++;
    }
    return most;
  }

  /**
   * Combines averages.
   *
   * @throws TooFewPeersException if there are fewer than {@link #peersNeeded}
   */
  public float[] aggregate(Averages averages, RuleSettings settings) {
    int needed = peersNeeded(settings.byzantine());
    if (averages.count() < needed) {
      throw new TooFewPeersException(rule, settings.byzantine(), needed, averages.count());
    }
    boolean changes = mixes && settings.byzantine() > 0;
    return rule.aggregate(
        changes ? NearestNeighbourMixing.mix(averages, settings.byzantine()) : averages, settings);
  }
}
