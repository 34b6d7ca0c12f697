package io.spirt.aggregation;

import java.util.List;

/**
 * Combines the averages of the peers that take part in a round. Stateless, and a pure function of
 * what it is given, so that all honest peers find the same bits.
 *
 * <p>A user adds a rule by a public class with a public constructor without arguments, named in a
 * {@code META-INF/services/io.spirt.aggregation.AggregationRule} file of a jar on the class path.
 *
 * <p>Below, n is the number of averages, d their length, and f the number of malicious ones that
 * the rule is told to expect ({@code /aggregation/byzantine} of a job).
 */
public interface AggregationRule {

  /** The rule's name in a job: lower-case letters, digits and hyphens. */
  String name();

  /** The parameters that a job may give it. */
  default List<RuleParameter> parameters() {
    return List.of();
  }

  /**
   * The fewest averages that the rule is sound for.
   *
   * @param byzantine f, at least 0
   */
  int peersNeeded(int byzantine);

  /** True if it wants to know what an average would do to the loss: see {@link UpdateTrial}. */
  default boolean triesUpdates() {
    return false;
  }

  /**
   * Combines averages.
   *
   * @param averages at least {@link #peersNeeded}, finite, in rank order
   * @return the aggregate, d values, owned by the caller
   */
  float[] aggregate(Averages averages, RuleSettings settings);
}
