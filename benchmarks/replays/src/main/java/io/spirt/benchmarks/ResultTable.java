package io.spirt.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was measured, for people: ASCII lines of at most 100 characters. */
final class ResultTable {
  private ResultTable() {}

  /** All lines. */
  static List<String> lines(Measured measured) {
    List<String> lines = new ArrayList<>();
    Workload workload = measured.workload();
    lines.add(
        "%s tensors of %s float32 values, %s; medians of %s repetitions"
            .formatted(
                Figures.count(workload.tensors()),
                Figures.count(workload.elements()),
                Figures.megabytes(workload.inputBytes()),
                Figures.count(measured.repeat())));
    lines.add(
        "redis %s, Java %s, %s, load average before %s"
            .formatted(
                measured.redisVersion(),
                Runtime.version(),
                Machine.cpuModel(),
                String.format(Locale.ROOT, "%.1f", measured.loadBefore())));
    for (Operation operation : Operation.values()) {
      lines.add("");
      lines.add(
          row(
              operation.title(),
              "median ms",
              "p10 ms",
              "p90 ms",
              "cold ms",
              "x database",
              "x limit"));
      for (Way way : Way.values()) {
        lines.add(row(measured, operation, way));
      }
      if (operation == Operation.MEAN) {
        measured.seeds().ifPresent(seeds -> lines.addAll(rows(measured, seeds)));
      }
    }
    lines.add("");
    lines.addAll(Verdict.lines(measured));
    return lines;
  }

  private static String row(Measured measured, Operation operation, Way way) {
    Timing timing = measured.of(operation, way);
    Statistics millis = timing.warm();
    return row(
        way.label(operation),
        Figures.number(millis.median()),
        Figures.number(millis.p10()),
        Figures.number(millis.p90()),
        way == Way.MEMORY ? "-" : Figures.number(timing.cold().median()),
        Figures.times(measured.ratio(operation, way, Way.COMMAND)),
        Figures.times(measured.ratio(operation, way, Way.MEMORY)));
  }

  private static List<String> rows(Measured measured, SeedsWay.Times seeds) {
    return List.of(
        row(measured, "seeds' way: JSON lists, Lua", seeds.meanMillis()),
        row(measured, "  and storing the lists before", seeds.storeMillis()));
  }

  private static String row(Measured measured, String label, double millis) {
    return row(
        label,
        Figures.number(millis),
        "-",
        "-",
        "-",
        Figures.times(millis / measured.median(Operation.MEAN, Way.COMMAND)),
        Figures.times(millis / measured.median(Operation.MEAN, Way.MEMORY)));
  }

  private static String row(String... cells) {
    return String.format(Locale.ROOT, "%-32s%11s%11s%11s%11s%12s%10s", (Object[]) cells)
        .stripTrailing();
  }
}
