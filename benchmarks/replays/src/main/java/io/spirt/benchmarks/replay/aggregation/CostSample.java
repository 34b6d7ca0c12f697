package io.spirt.benchmarks.replay.aggregation;

import io.spirt.benchmarks.Statistics;

/**
 * How long one way to go through the averages took.
 *
 * @param name a rule, or {@link #LIMIT}
 * @param needs peers that the rule needs where there are too few, else 0
 * @param millis null if it was not timed
 */
record CostSample(CostCase of, String name, int needs, Statistics millis) {
  /** Reading every value once, on all cores. */
  static final String LIMIT = "limit";

  boolean timed() {
    return millis != null;
  }
}
