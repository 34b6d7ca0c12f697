package io.spirt.benchmarks.replay;

import io.spirt.benchmarks.Machine;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A result for people: ASCII lines of at most 100 characters. */
final class ReplayTable {
  private ReplayTable() {}

  static List<String> lines(Experiment experiment, ReplayResult result, double loadBefore) {
    List<String> lines = new ArrayList<>();
    lines.add(result.setting());
    lines.add(
        String.format(
            Locale.ROOT,
            "redis %s, Java %s, %s, load average before %.1f",
            result.redisVersion(),
            Runtime.version(),
            Machine.cpuModel(),
            loadBefore));
    lines.add("published: " + experiment.source());
    lines.add("");
    lines.add(row("", "here", "published"));
    for (Figure figure : result.figures()) {
      lines.add(row(figure.label(), figure.measuredText(), figure.publishedText()));
    }
    lines.add("");
    lines.addAll(result.notes());
    return lines;
  }

  private static String row(String label, String measured, String published) {
    return String.format(Locale.ROOT, "%-56s%14s%14s", label, measured, published).stripTrailing();
  }
}
