package io.spirt.benchmarks.replay.output;

import io.spirt.benchmarks.replay.Figure;
import io.spirt.benchmarks.replay.ReplayResult;
import io.spirt.benchmarks.replay.Wrapped;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A result for people: lines of at most 100 characters. */
public final class ReplayTable {
  private ReplayTable() {}

  /** All lines. */
  public static List<String> lines(FinishedReplay replay) {
    ReplayResult result = replay.result();
    List<String> lines = new ArrayList<>(replay.warnings());
    lines.addAll(Wrapped.lines(result.setting()));
    replay.circumstances().forEach(line -> lines.addAll(Wrapped.lines(line)));
    lines.addAll(Wrapped.lines("published: " + replay.source()));
    if (!result.figures().isEmpty()) {
      lines.add("");
      lines.add(row("", replay.columnHere(), "published"));
      for (Figure figure : result.figures()) {
        lines.add(row(figure.label(), figure.measuredText(), figure.publishedText()));
      }
    }
    if (!result.table().isEmpty()) {
      lines.add("");
      lines.addAll(result.table());
    }
    if (!result.shape().isEmpty()) {
      lines.add("");
      result.shape().forEach(finding -> lines.addAll(Wrapped.lines(finding.text())));
    }
    lines.add("");
    result.notes().forEach(note -> lines.addAll(Wrapped.lines(note)));
    return lines;
  }

  private static String row(String label, String measured, String published) {
    return String.format(Locale.ROOT, "%-56s%14s%14s", label, measured, published).stripTrailing();
  }
}
