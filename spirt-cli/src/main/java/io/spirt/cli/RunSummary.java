package io.spirt.cli;

import io.spirt.cli.progress.Figures;
import io.spirt.cli.report.HtmlReport;
import io.spirt.monitor.report.PeerReport;
import io.spirt.monitor.report.RunReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How a run ended and what it left, for people. */
final class RunSummary {
  private RunSummary() {}

  static List<String> lines(RunReport report) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s in %s%s"
            .formatted(report.status(), Figures.duration(report.wallMillis()), result(report)));
    if (report.failure() != null) {
      lines.add(report.failure());
    }
    if (!report.peers().isEmpty()) {
      lines.add(peers(report.peers()));
    }
    if (!report.refusedMessages().isEmpty()) {
      lines.add(refused(report.refusedMessages()));
    }
    return lines;
  }

  /** And which of its files are there. */
  static List<String> lines(RunReport report, RunFiles files) {
    List<String> lines = new ArrayList<>(lines(report));
    for (String name : List.of("model.safetensors", HtmlReport.FILE_NAME, "report.json")) {
      files.existing(name).ifPresent(file -> lines.add("  " + file));
    }
    return lines;
  }

  private static String result(RunReport report) {
    return report.accuracy() == null
        ? ""
        : ": accuracy %s, loss %s on the %s split"
            .formatted(
                Figures.threePlaces(report.accuracy()),
                Figures.threePlaces(report.loss()),
                report.accuracySplit());
  }

  private static String peers(List<PeerReport> all) {
    List<PeerReport> active = all.stream().filter(peer -> peer.status().equals("active")).toList();
    long digests = active.stream().map(PeerReport::paramsDigest).distinct().count();
    boolean known = active.stream().noneMatch(peer -> peer.paramsDigest().isEmpty());
    String others =
        all.stream()
            .filter(peer -> !active.contains(peer))
            .map(peer -> "; rank %d %s".formatted(peer.rank(), peer.status()))
            .collect(Collectors.joining());
    if (active.isEmpty()) {
      return "no peer got to the end" + others;
    }
    String which = active.size() == all.size() ? "" : "active ";
    if (active.size() == 1) {
      return "1 %speer%s".formatted(which, others);
    }
    return digests == 1 && known
        ? "all %d %speers hold the same params%s".formatted(active.size(), which, others)
        : "the %d %speers do not hold the same params%s".formatted(active.size(), which, others);
  }

  /** How often each reason was found, such as {@code 3 messages refused: expired 1, replayed 2}. */
  private static String refused(Map<String, Integer> reasons) {
    int all = reasons.values().stream().mapToInt(Integer::intValue).sum();
    String each =
        new TreeMap<>(reasons)
            .entrySet().stream()
                .map(reason -> "%s %s".formatted(reason.getKey(), Figures.count(reason.getValue())))
                .collect(Collectors.joining(", "));
    return "%s message%s refused: %s".formatted(Figures.count(all), all == 1 ? "" : "s", each);
  }
}
