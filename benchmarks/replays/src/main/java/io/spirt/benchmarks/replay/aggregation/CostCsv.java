package io.spirt.benchmarks.replay.aggregation;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** What was timed as CSV: one line per case and rule, without what was not timed. */
final class CostCsv {
  private CostCsv() {}

  static List<String> lines(CostResult result) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "peers,byzantine,elements,rule,repetitions,medianMillis,p10Millis,p90Millis,timesMean,timesLimit");
    for (CostSample sample : result.samples()) {
      if (sample.timed()) {
        lines.add(
            String.join(
                ",",
                Integer.toString(sample.of().peers()),
                Integer.toString(sample.of().byzantine()),
                Integer.toString(sample.of().elements()),
                sample.name(),
                Integer.toString(sample.millis().count()),
                Double.toString(sample.millis().median()),
                Double.toString(sample.millis().p10()),
                Double.toString(sample.millis().p90()),
                text(result.timesMean(sample)),
                text(result.timesLimit(sample))));
      }
    }
    return lines;
  }

  private static String text(OptionalDouble value) {
    return value.isPresent() ? Double.toString(value.getAsDouble()) : "";
  }
}
