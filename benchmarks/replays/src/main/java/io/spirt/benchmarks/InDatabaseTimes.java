package io.spirt.benchmarks;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/**
 * What {@code bench in-database} measures, for the replays of what was published of it.
 *
 * @param tensors gradients that were averaged
 * @param elements float32 values of each
 * @param millis medians, by operation and way
 * @param seedsStoreMillis to store the gradients as JSON lists; empty if it was not measured
 * @param seedsMeanMillis of JSON lists averaged by Lua in the database; empty likewise
 * @param redisVersion of the server
 */
public record InDatabaseTimes(
    int tensors,
    int elements,
    Map<Operation, Map<Way, Double>> millis,
    OptionalDouble seedsStoreMillis,
    OptionalDouble seedsMeanMillis,
    String redisVersion) {
  private static final OptionalDouble EMPTY = OptionalDouble.empty();

  /**
   * Measures both operations in every way.
   *
   * @param seedsWay whether JSON lists averaged by Lua are measured once, too: slow
   * @param progress takes a line now and then
   * @return empty if the process was told to end meanwhile
   * @throws IllegalArgumentException if this machine's memory or heap does not hold it
   */
  public static Optional<InDatabaseTimes> measure(
      int tensors, int elements, int repeat, boolean seedsWay, Consumer<String> progress) {
    Workload workload = WorkloadCheck.of(tensors, elements, seedsWay, Machine.memory());
    return InDatabaseRun.of(workload, repeat, seedsWay, progress).map(InDatabaseTimes::of);
  }

  private static InDatabaseTimes of(Measured measured) {
    Map<Operation, Map<Way, Double>> millis = new EnumMap<>(Operation.class);
    for (Operation operation : Operation.values()) {
      Map<Way, Double> ways = new EnumMap<>(Way.class);
      for (Way way : Way.values()) {
        ways.put(way, measured.median(operation, way));
      }
      millis.put(operation, ways);
    }
    return new InDatabaseTimes(
        measured.workload().tensors(),
        measured.workload().elements(),
        millis,
        measured.seeds().map(one -> OptionalDouble.of(one.storeMillis())).orElse(EMPTY),
        measured.seeds().map(one -> OptionalDouble.of(one.meanMillis())).orElse(EMPTY),
        measured.redisVersion());
  }

  /** A median in seconds. */
  public double seconds(Operation operation, Way way) {
    return millis.get(operation).get(way) / 1e3;
  }

  /** Bytes of one gradient. */
  public long tensorBytes() {
    return (long) elements * Float.BYTES;
  }
}
