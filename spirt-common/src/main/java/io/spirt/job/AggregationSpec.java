package io.spirt.job;

import io.spirt.aggregation.AggregationRules;
import io.spirt.aggregation.Aggregator;
import io.spirt.aggregation.NearestNeighbourMixing;
import java.util.Map;

/**
 * How the peers' averages become one aggregate.
 *
 * @param rule name of an aggregation rule, see {@link AggregationRules}
 * @param byzantine how many malicious peers the rule expects
 * @param cosineThreshold with {@code auto}: a peer is malicious whose average has at most this
 *     cosine similarity with those of most others; from -1 to 1
 * @param preAggregation {@code none} or {@code nearest-neighbour-mixing}
 * @param parameters the rule's own, by name
 * @param compression how averages are encoded for the other peers
 */
public record AggregationSpec(
    String rule,
    Byzantine byzantine,
    double cosineThreshold,
    String preAggregation,
    Map<String, Double> parameters,
    CompressionSpec compression) {
  /** The rule that takes no account of malicious peers. */
  public static final String MEAN = "mean";

  /** The schema's defaults with a rule. */
  public static AggregationSpec of(String rule) {
    return new AggregationSpec(rule, new Byzantine(1), 0.6, "none", Map.of(), CompressionSpec.NONE);
  }

  /**
   * The rule with what comes before it.
   *
   * @throws IllegalArgumentException if there is no such rule
   */
  public Aggregator aggregator() {
    return new Aggregator(
        AggregationRules.named(rule), preAggregation.equals(NearestNeighbourMixing.NAME));
  }
}
