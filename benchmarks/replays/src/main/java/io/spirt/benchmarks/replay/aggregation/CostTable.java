package io.spirt.benchmarks.replay.aggregation;

import io.spirt.benchmarks.Figures;
import io.spirt.benchmarks.replay.Published;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** What was timed for people: ASCII lines of at most 100 characters. */
final class CostTable {
  private static final String CELL = "%9s%5s%6s";

  private CostTable() {}

  /** A table per size, and what was left out. */
  static List<String> lines(CostResult result) {
    List<String> lines = new ArrayList<>();
    List<Integer> sizes =
        result.samples().stream().map(one -> one.of().elements()).distinct().toList();
    for (int elements : sizes) {
      if (!lines.isEmpty()) {
        lines.add("");
      }
      lines.addAll(size(result, elements));
    }
    if (!result.skipped().isEmpty()) {
      lines.add("");
      lines.addAll(result.skipped());
    }
    return lines;
  }

  /** What the thesis says of an epoch. */
  static String published() {
    Published published = Published.of(AggregationCost.ID);
    return String.format(
        Locale.ROOT,
        "published (%s): an epoch with zeno %.2f s, %.1f x; with meamed %.2f s, %.1f x.",
        published.source(),
        published.value("epochSeconds.zeno").orElseThrow(),
        published.value("epochTimes.zeno").orElseThrow(),
        published.value("epochSeconds.meamed").orElseThrow(),
        published.value("epochTimes.meamed").orElseThrow());
  }

  private static List<String> size(CostResult result, int elements) {
    List<CostSample> samples =
        result.samples().stream().filter(one -> one.of().elements() == elements).toList();
    List<CostCase> cases = samples.stream().map(CostSample::of).distinct().toList();
    List<String> lines = new ArrayList<>();
    StringBuilder peers = new StringBuilder("%-20s".formatted(Figures.count(elements) + " values"));
    StringBuilder heads = new StringBuilder(" ".repeat(20));
    for (CostCase one : cases) {
      peers.append("%20s".formatted("%d peers, f = %d".formatted(one.peers(), one.byzantine())));
      heads.append(CELL.formatted("ms", "mean", "limit"));
    }
    lines.add(peers.toString());
    lines.add(heads.toString());
    for (String name : samples.stream().map(CostSample::name).distinct().toList()) {
      StringBuilder line = new StringBuilder("%-20s".formatted(name));
      samples.stream()
          .filter(one -> one.name().equals(name))
          .forEach(one -> line.append(cell(result, one)));
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }

  private static String cell(CostResult result, CostSample sample) {
    if (!sample.timed()) {
      return "%20s".formatted("needs %d peers".formatted(sample.needs()));
    }
    return CELL.formatted(
        Figures.number(sample.millis().median()),
        times(result.timesMean(sample)),
        times(result.timesLimit(sample)));
  }

  private static String times(OptionalDouble ratio) {
    if (ratio.isEmpty()) {
      return "-";
    }
    double value = ratio.getAsDouble();
    return String.format(Locale.ROOT, value < 10 ? "%.1f" : "%.0f", value);
  }
}
