package io.spirt.aggregation;

/** There are fewer averages than a rule needs. */
public final class TooFewPeersException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /**
   * @param byzantine f
   * @param needed how many there have to be
   * @param peers n
   */
  public TooFewPeersException(AggregationRule rule, int byzantine, int needed, int peers) {
    super(
        String.format(
            "%s with byzantine %d needs %d peers or more, there are %d:"
                + " lower /aggregation/byzantine or choose another rule",
            rule.name(), byzantine, needed, peers));
  }

  /**
   * Throws one if there are too few.
   *
   * @throws TooFewPeersException if so
   */
  static void check(AggregationRule rule, Averages averages, RuleSettings settings) {
    int needed = rule.peersNeeded(settings.byzantine());
    if (averages.count() < needed) {
      throw new TooFewPeersException(rule, settings.byzantine(), needed, averages.count());
    }
  }
}
