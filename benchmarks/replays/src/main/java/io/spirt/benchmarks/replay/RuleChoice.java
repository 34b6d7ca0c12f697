package io.spirt.benchmarks.replay;

import io.spirt.aggregation.AggregationRules;
import io.spirt.aggregation.Aggregator;

/**
 * An aggregation rule, with or without nearest-neighbour mixing before it.
 *
 * @param rule its name in a job
 * @param mixes whether averages are mixed first
 */
public record RuleChoice(String rule, boolean mixes) {
  /** What stands before the name of a rule with mixing. */
  public static final String MIXING = "nnm+";

  /** What all others are compared with. */
  public static final RuleChoice MEAN = new RuleChoice("mean", false);

  /** Refuses unknown rules. */
  public RuleChoice {
    if (!AggregationRules.names().contains(rule)) {
      throw new IllegalArgumentException(
          "no rule is called '%s'; there are %s, and %sRULE for each with nearest-neighbour mixing"
              .formatted(rule, String.join(", ", AggregationRules.names()), MIXING));
    }
  }

  /**
   * The rule that is written so, such as {@code meamed} or {@code nnm+meamed}.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static RuleChoice of(String text) {
    return text.startsWith(MIXING)
        ? new RuleChoice(text.substring(MIXING.length()), true)
        : new RuleChoice(text, false);
  }

  /** The fewest peers that it bears so many malicious ones among. */
  public int peersNeeded(int malicious) {
    return aggregator().peersNeeded(malicious);
  }

  /** What combines averages so. */
  public Aggregator aggregator() {
    return new Aggregator(AggregationRules.named(rule), mixes);
  }

  /** As it is written on the command line. */
  @Override
  public String toString() {
    return mixes ? MIXING + rule : rule;
  }
}
