package io.spirt.benchmarks.replay.byzantine;

import io.spirt.benchmarks.replay.ReplayPlot;
import io.spirt.benchmarks.replay.RuleChoice;
import java.awt.Color;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Accuracy by round: one picture per setting, one panel per attack, one line per rule. */
final class AccuracyPlot {
  private static final int WIDTH = 560;
  private static final int HEIGHT = 400;
  private static final int MOST_COLUMNS = 3;
  private static final int MOST_X_LABELS = 11;

  private AccuracyPlot() {}

  /** The plot of a setting. */
  static ReplayPlot of(Outcomes outcomes, Setting setting) {
    List<RuleChoice> rules =
        outcomes.of(setting).stream().map(one -> one.combination().rule()).distinct().toList();
    return new ReplayPlot(
        "accuracy-%d-%d".formatted(setting.peers(), setting.malicious()),
        "Accuracy by round, %s".formatted(setting),
        MOST_COLUMNS,
        () ->
            outcomes.attacks(setting).stream()
                .map(attack -> panel(setting, attack, outcomes.of(setting, attack), rules))
                .toList());
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
