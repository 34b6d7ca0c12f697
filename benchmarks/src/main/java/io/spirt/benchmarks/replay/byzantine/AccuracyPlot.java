package io.spirt.benchmarks.replay.byzantine;

import io.spirt.benchmarks.replay.RuleChoice;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Accuracy by round as PNG: one image per setting, one panel per attack, one line per rule. */
final class AccuracyPlot {
  private static final int WIDTH = 560;
  private static final int HEIGHT = 400;
  private static final int MOST_COLUMNS = 3;
  private static final int MOST_X_LABELS = 11;

  private AccuracyPlot() {}

  /** The plot could not be drawn; the message says why. */
  static final class UnavailableException extends Exception {
    private static final long serialVersionUID = 1;

    UnavailableException(Throwable cause) {
      super(
          "no plot: Java cannot draw text here (%s); it needs libfreetype and a font,"
                  .formatted(cause)
              + " for Debian the packages libfreetype6, fontconfig and fonts-dejavu-core",
          cause);
    }
  }

  /**
   * Draws one setting.
   *
   * @throws UnavailableException if the machine lacks what drawing text needs
   */
  static void write(Outcomes outcomes, Setting setting, Path file)
      throws IOException, UnavailableException {
    System.setProperty("java.awt.headless", "true");
    try {
      List<RuleChoice> rules =
          outcomes.of(setting).stream().map(one -> one.combination().rule()).distinct().toList();
      List<XYChart> panels =
          outcomes.attacks(setting).stream()
              .map(attack -> panel(setting, attack, outcomes.of(setting, attack), rules))
              .toList();
      int columns = Math.min(MOST_COLUMNS, panels.size());
      int rows = (panels.size() + columns - 1) / columns;
      BitmapEncoder.saveBitmap(panels, rows, columns, file.toString(), BitmapFormat.PNG);
    } catch (LinkageError | InternalError | RuntimeException e) {
      throw new UnavailableException(e);
    }
  }

  /** A rule has the same colour in every panel. */
  private static XYChart panel(
      Setting setting, String attack, List<Outcome> outcomes, List<RuleChoice> rules) {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title(setting, attack))
            .xAxisTitle("round")
            .yAxisTitle("accuracy")
            .build();
    chart
        .getStyler()
        .setYAxisMin(0.0)
        .setYAxisMax(1.0)
        .setXAxisMin(0.0)
        .setXAxisMaxLabelCount(MOST_X_LABELS)
        .setLegendPosition(LegendPosition.OutsideE);
    Color[] colors = chart.getStyler().getSeriesColors();
    for (Outcome outcome : outcomes) {
      if (!outcome.points().isEmpty()) {
        double[] rounds = outcome.points().stream().mapToDouble(Point::round).toArray();
        double[] accuracies = outcome.points().stream().mapToDouble(Point::accuracy).toArray();
        chart
            .addSeries(outcome.combination().rule().toString(), rounds, accuracies)
            .setMarker(SeriesMarkers.NONE)
            .setLineColor(colors[rules.indexOf(outcome.combination().rule()) % colors.length]);
      }
    }
    return chart;
  }

  private static String title(Setting setting, String attack) {
    return attack.equals(LyingPeers.NONE)
        ? "%d peers, no attack".formatted(setting.peers())
        : "%d of %d peers: %s".formatted(setting.malicious(), setting.peers(), attack);
  }
}
