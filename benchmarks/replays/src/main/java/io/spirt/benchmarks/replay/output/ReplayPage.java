package io.spirt.benchmarks.replay.output;

import io.spirt.benchmarks.replay.Figure;
import io.spirt.benchmarks.replay.ReplayResult;
import io.spirt.benchmarks.replay.ReplayRows;
import io.spirt.benchmarks.replay.ShapeFinding;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One replay as one page. */
final class ReplayPage {
  private static final int MOST_ROWS = 500;

  private ReplayPage() {}

  /**
   * The page's text.
   *
   * @param images PNG by the name of the plot; a plot that could not be drawn is left out
   */
  static String of(FinishedReplay replay, Map<String, byte[]> images) {
    ReplayResult result = replay.result();
    HtmlText page = HtmlText.page("Replay: " + replay.id());
    page.element("p", "lead", replay.summary());
    replay.warnings().forEach(line -> page.element("p", "warning", line));
    page.element("p", "", result.setting());
    page.element("p", "small", "Published: " + replay.source());
    replay.circumstances().forEach(line -> page.element("p", "small", line));
    addShape(page, result.shape());
    if (!result.figures().isEmpty()) {
      page.element("h2", "", "Figures");
      page.table(
          List.of("", replay.columnHere(), "published"),
          result.figures().stream().map(ReplayPage::row).toList());
    }
    if (!result.table().isEmpty()) {
      page.element("pre", "", String.join("\n", result.table()));
    }
    result
        .plots()
        .forEach(
            plot -> {
              byte[] png = images.get(plot.name());
              if (png != null) {
                page.image(png, plot.title() + replay.mark());
              } else {
                page.element("p", "warning", "No picture: " + plot.title());
              }
            });
    page.list(result.notes(), "");
    addRows(page, result.rows(), replay.columnHere());
    return page.end();
  }

  private static void addShape(HtmlText page, List<ShapeFinding> shape) {
    for (ShapeFinding finding : shape) {
      page.element("p", finding.agrees() ? "agrees" : "differs", finding.text());
    }
  }

  private static List<String> row(Figure figure) {
    return List.of(figure.label(), figure.measuredText(), figure.publishedText());
  }

  private static void addRows(HtmlText page, ReplayRows rows, String here) {
    if (rows.cells().isEmpty()) {
      return;
    }
    int shown = Math.min(MOST_ROWS, rows.cells().size());
    page.element("h2", "", "All rows (%s)".formatted(here));
    page.table(
        rows.columns().stream().map(ReplayRows.Column::name).toList(),
        rows.cells().subList(0, shown).stream()
            .map(row -> row.stream().map(ReplayPage::cell).toList())
            .toList());
    if (shown < rows.cells().size()) {
      page.element("p", "small", "%d more in result.csv".formatted(rows.cells().size() - shown));
    }
  }

  private static String cell(Object cell) {
    if (cell instanceof Double number) {
      return String.format(Locale.ROOT, "%.6g", number);
    }
    return cell == null ? "" : cell.toString();
  }
}
