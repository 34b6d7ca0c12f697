package io.spirt.benchmarks;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that one run of the benchmark found.
 *
 * @param timings of each operation in each way
 * @param seeds the seeds' way, if it was measured
 * @param redisVersion of the server
 * @param loadBefore the machine's load average before the run; negative if unknown
 */
record Measured(
    Workload workload,
    int repeat,
    Map<Operation, Map<Way, Timing>> timings,
    Optional<SeedsWay.Times> seeds,
    String redisVersion,
    double loadBefore) {

  Measured {
    Map<Operation, Map<Way, Timing>> copy = new EnumMap<>(Operation.class);
    timings.forEach((operation, ways) -> copy.put(operation, new EnumMap<>(ways)));
    timings = copy;
  }

  Timing of(Operation operation, Way way) {
    return timings.get(operation).get(way);
  }

  double median(Operation operation, Way way) {
    return of(operation, way).warm().median();
  }

  /**
   * The plain binary client: whole tensors out, whole result in. The pipelined one is faster, but
   * reads by the module's range commands, which a database without the module does not have.
   */
  double clientMedian(Operation operation) {
    return median(operation, Way.CLIENT_BLOBS);
  }

  /** How many times as long as {@code other} does {@code way} take? */
  double ratio(Operation operation, Way way, Way other) {
    return median(operation, way) / median(operation, other);
  }
}
