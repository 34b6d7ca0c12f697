package io.spirt.benchmarks.replay.output;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spirt.benchmarks.ResultFile;
import io.spirt.benchmarks.replay.ShapeFinding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What came of many replays, as one page and for programs. */
public final class ReplaySummary {
  private ReplaySummary() {}

  /**
   * One replay among many.
   *
   * @param id the experiment's name; also its folder's beside the page
   * @param code what its command ended with; 0 if it was measured
   * @param seconds how long it took
   * @param replay what it gave; empty if it gave nothing
   */
  public record Entry(
      String id, String source, int code, double seconds, Optional<FinishedReplay> replay) {

    /** {@code measured}, or with which exit code it failed. */
    public String outcome() {
      return code == 0 ? "measured" : "FAILED (exit code %d)".formatted(code);
    }

    /** How many findings are as published, such as {@code 2 of 3}. */
    String agreement() {
      List<ShapeFinding> shape = replay.map(one -> one.result().shape()).orElse(List.of());
      long agreeing = shape.stream().filter(ShapeFinding::agrees).count();
      return shape.isEmpty() ? "-" : "%d of %d".formatted(agreeing, shape.size());
    }
  }

  /** Writes index.html and summary.json into a folder, which is made if it does not exist. */
  public static void write(List<Entry> entries, Path folder) throws IOException {
    Files.createDirectories(folder);
    ResultFile.write(json(entries), folder.resolve("summary.json"));
    ResultFile.write(ReplayFiles.utf8(page(entries)), folder.resolve(ReplayFiles.PAGE));
  }

  private static ObjectNode json(List<Entry> entries) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    ArrayNode replays = root.putArray("replays");
    for (Entry entry : entries) {
      ObjectNode node = replays.addObject();
      node.put("experiment", entry.id()).put("source", entry.source());
      node.put("exitCode", entry.code()).put("seconds", entry.seconds());
      entry
          .replay()
          .ifPresent(
              replay -> {
                node.put("scale", replay.scale().word());
                node.put("simulated", replay.network().simulated());
                ArrayNode shape = node.putArray("shape");
                replay
                    .result()
                    .shape()
                    .forEach(
                        one ->
                            shape
                                .addObject()
                                .put("agrees", one.agrees())
                                .put("sentence", one.sentence())
                                .put("why", one.why()));
              });
    }
    return root;
  }

  private static String page(List<Entry> entries) {
    HtmlText page = HtmlText.page("Replays");
    long failed = entries.stream().filter(entry -> entry.code() != 0).count();
    page.element(
        "p",
        failed == 0 ? "" : "warning",
        "%d replays, %d failed".formatted(entries.size(), failed));
    page.raw("<table>\n<tr><th>experiment</th><th>published</th><th>outcome</th><th>as published")
        .raw("</th><th>figures</th><th>time</th></tr>\n");
    for (Entry entry : entries) {
      String id = HtmlText.escape(entry.id());
      page.raw("<tr><td>")
          .raw(
              entry.replay().isPresent()
                  ? "<a href=\"%s/index.html\">%s</a>".formatted(id, id)
                  : id)
          .raw("</td>");
      String kind =
          entry
              .replay()
              .map(
                  replay ->
                      replay.scale().word() + (replay.network().simulated() ? ", SIMULATED" : ""))
              .orElse("-");
      for (String cell :
          List.of(
              entry.source(),
              entry.outcome(),
              entry.agreement(),
              kind,
              String.format(Locale.ROOT, "%.0f s", entry.seconds()))) {
        page.raw("<td>").raw(HtmlText.escape(cell)).raw("</td>");
      }
      page.raw("</tr>\n");
    }
    page.raw("</table>\n");
    for (Entry entry : entries) {
      entry.replay().ifPresent(replay -> addFindings(page, replay));
    }
    return page.end();
  }

  private static void addFindings(HtmlText page, FinishedReplay replay) {
    if (replay.result().shape().isEmpty()) {
      return;
    }
    page.element("h2", "", replay.id() + replay.mark());
    for (ShapeFinding finding : replay.result().shape()) {
      page.element("p", finding.agrees() ? "agrees" : "differs", finding.text());
    }
  }
}
