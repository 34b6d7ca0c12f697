package io.spirt.benchmarks.replay.frameworks;

import java.util.List;

/**
 * What one framework's epoch takes with one number of workers: means over the workers.
 *
 * @param framework its id, or {@code spirt}
 * @param computeSeconds forward and backward passes, and what belongs to them
 * @param syncSeconds the exchange
 * @param epochSeconds all of the epoch
 */
record ScalingPoint(
    String framework, int workers, double computeSeconds, double syncSeconds, double epochSeconds) {
  /** SPIRT's name among the frameworks. */
  static final String SPIRT = "spirt";

  /** In the order of the thesis's figure. */
  static final List<String> FRAMEWORKS = List.of(SPIRT, "scatter-reduce", "all-reduce", "mlless");
}
