package io.spirt.cli.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spirt.cli.progress.EventText;
import io.spirt.faults.FiredFault;
import io.spirt.monitor.report.RunEvent;
import io.spirt.monitor.report.RunReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Writes a run's report as one self-contained HTML file. */
public final class HtmlReport {
  /** Its name in a run's folder. */
  public static final String FILE_NAME = "report.html";

  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private HtmlReport() {}

  /**
   * Writes the page.
   *
   * @param faults faults that were acted out
   * @param file the HTML file; replaced if it exists
   * @throws UncheckedIOException if it cannot be written
   */
  public static void write(RunReport report, List<FiredFault> faults, Path file) {
    try {
      Files.writeString(file, page(report, faults));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The page's text. */
  static String page(RunReport report, List<FiredFault> faults) {
    return Template.resource("report.html")
        .fill(
            Map.of(
                "title", escape(report.run()),
                "style", Template.text("report.css"),
                "charts", ChartLibrary.source(),
                "data", embedded(report, faults),
                "script", Template.text("report.js")));
  }

  /**
   * Report and faults as JSON that may stand inside a script element: without a less-than sign
   * nothing in it can end the element or open a comment.
   */
  static String embedded(RunReport report, List<FiredFault> faults) {
    try {
      ObjectNode data = JSON.valueToTree(report);
      ArrayNode events = data.putArray("events");
      for (RunEvent event : report.events()) {
        events.add(JSON.<ObjectNode>valueToTree(event).put("sentence", EventText.of(event, "")));
      }
      data.set("faults", JSON.valueToTree(faults));
      return JSON.writeValueAsString(data)
          .replace("<", "\\u003c")
          .replace("\u2028", "\\u2028")
          .replace("\u2029", "\\u2029");
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
