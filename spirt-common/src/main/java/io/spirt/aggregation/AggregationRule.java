package io.spirt.aggregation;

import java.util.List;

/** Combines the averages of the peers that reported. Stateless and deterministic. */
public interface AggregationRule {

  /**
   * Combines averages.
   *
   * @param averages one array per peer, in rank order, at least one, all of the same length; left
   *     as they are
   * @return the aggregate, of that length, owned by the caller
   * @throws IllegalArgumentException if there are none or their lengths differ
   */
  float[] aggregate(List<float[]> averages);

  /**
   * The rule of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  static AggregationRule of(String name) {
    if (name.equals("mean")) {
      return new Mean();
    }
    throw new IllegalArgumentException("no aggregation rule is called '" + name + "'; known: mean");
  }
}
