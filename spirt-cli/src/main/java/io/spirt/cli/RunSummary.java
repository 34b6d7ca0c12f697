package io.spirt.cli;

import io.spirt.cli.progress.Figures;
import io.spirt.cli.report.HtmlReport;
import io.spirt.local.report.PeerReport;
import io.spirt.local.report.RunReport;
import java.util.ArrayList;
import java.util.List;

/** How a run ended and what it left, for people. */
final class RunSummary {
  private RunSummary() {}

  static List<String> lines(RunReport report, RunFiles files) {
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

  private static String peers(List<PeerReport> peers) {
    long digests = peers.stream().map(PeerReport::paramsDigest).distinct().count();
    boolean known = peers.stream().noneMatch(peer -> peer.paramsDigest().isEmpty());
    if (peers.size() == 1) {
      return "1 peer";
    }
    return digests == 1 && known
        ? "all %d peers hold the same params".formatted(peers.size())
        : "the %d peers do not hold the same params".formatted(peers.size());
  }
}
