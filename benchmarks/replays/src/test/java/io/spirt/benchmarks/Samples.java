package io.spirt.benchmarks;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Figures that nobody measured. */
final class Samples {
  private Samples() {}

  static Measured measured(Optional<SeedsWay.Times> seeds) {
    Map<Way, Timing> ways = new EnumMap<>(Way.class);
    ways.put(Way.COMMAND, sample(10));
    ways.put(Way.SCRIPT, sample(20));
    ways.put(Way.CLIENT_BLOBS, sample(2000));
    ways.put(Way.CLIENT_PIECES, sample(80));
    ways.put(Way.MEMORY, sample(20));
    return new Measured(
        new Workload(15, 1_528_106),
        11,
        Map.of(Operation.MEAN, ways, Operation.UPDATE, ways),
        seeds,
        "7.0.15",
        0.5);
  }

  private static Timing sample(double median) {
    Statistics warm = new Statistics(median, median * 0.9, median * 1.1, 11);
    return new Timing(warm, new Statistics(3 * median, median, 5 * median, 11));
  }
}
