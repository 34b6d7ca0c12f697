package io.spirt.simulator.command;

import io.spirt.simulator.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;

/** One quantity by the number of peers, both logarithmic, a line for each framework. */
final class PeersPlot {
  private static final int WIDTH = 900;
  private static final int HEIGHT = 560;

  private PeersPlot() {}

  /** The plot could not be drawn; the message says why. */
  static final class UnavailableException extends Exception {
    private static final long serialVersionUID = 1;

    UnavailableException(Throwable cause) {
      super(
          "no plots: Java cannot draw text here (%s); it needs libfreetype and a font, for Debian"
                  .formatted(cause)
              + " the packages libfreetype6, fontconfig and fonts-dejavu-core",
          cause);
    }
  }

  /**
   * Draws it. What never ends, or is 0, has no point.
   *
   * @throws UnavailableException if the machine lacks what drawing text needs
   */
  static void write(
      List<Outcome> outcomes, String axis, ToDoubleFunction<Outcome> quantity, Path file)
      throws IOException, UnavailableException {
    System.setProperty("java.awt.headless", "true");
    try {
      XYChart chart =
          new XYChartBuilder()
              .width(WIDTH)
              .height(HEIGHT)
              .title(axis + " (simulated)")
              .xAxisTitle("peers")
              .yAxisTitle(axis)
              .build();
      chart
          .getStyler()
          .setXAxisLogarithmic(true)
          .setYAxisLogarithmic(true)
          .setLegendPosition(LegendPosition.OutsideE);
      Map<String, List<Outcome>> lines =
          outcomes.stream()
              .filter(one -> one.ends() && quantity.applyAsDouble(one) > 0)
              .collect(
                  Collectors.groupingBy(Outcome::label, LinkedHashMap::new, Collectors.toList()));
      lines.forEach(
          (label, points) ->
              chart.addSeries(
                  label,
                  points.stream().mapToDouble(one -> one.scenario().peers()).toArray(),
                  points.stream().mapToDouble(quantity).toArray()));
      BitmapEncoder.saveBitmap(List.of(chart), 1, 1, file.toString(), BitmapFormat.PNG);
    } catch (LinkageError | InternalError | RuntimeException e) {
      throw new UnavailableException(e);
    }
  }
}
