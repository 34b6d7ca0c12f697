package io.spirt.benchmarks.replay;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Curves: measured ones solid, published ones dashed, of the same colour where the name is. */
public final class LinePlot {
  private static final int WIDTH = 820;
  private static final int HEIGHT = 480;
  private static final float LINE = 1.6f;

  private record Curve(String name, boolean published, List<Number> x, List<Number> y) {}

  private final String name;
  private final String title;
  private final String xAxis;
  private final String yAxis;
  private final List<Curve> curves = new ArrayList<>();
  private boolean logarithmic;

  private LinePlot(String name, String title, String xAxis, String yAxis) {
    this.name = name;
    this.title = title;
    this.xAxis = xAxis;
    this.yAxis = yAxis;
  }

  /**
   * Starts a plot.
   *
   * @param name the file's name without its ending
   * @param yAxis the values' name with its unit
   */
  public static LinePlot of(String name, String title, String xAxis, String yAxis) {
    return new LinePlot(name, title, xAxis, yAxis);
  }

  /** Values over several orders of magnitude. All must be positive. */
  public LinePlot logarithmic() {
    logarithmic = true;
    return this;
  }

  /** Adds a curve that was measured, or simulated; one without points is left out. */
  public LinePlot measured(String curve, List<? extends Number> x, List<? extends Number> y) {
    curves.add(new Curve(curve, /* published= */ false, List.copyOf(x), List.copyOf(y)));
    return this;
  }

  /** Adds a published curve; one without points is left out. */
  public LinePlot published(String curve, List<? extends Number> x, List<? extends Number> y) {
    curves.add(new Curve(curve, /* published= */ true, List.copyOf(x), List.copyOf(y)));
    return this;
  }

  /** The plot so far. */
  public ReplayPlot build() {
    List<Curve> drawn = curves.stream().filter(curve -> !curve.x.isEmpty()).toList();
    return ReplayPlot.of(name, title, () -> chart(drawn));
  }

  private XYChart chart(List<Curve> drawn) {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title)
            .xAxisTitle(xAxis)
            .yAxisTitle(yAxis)
            .build();
    chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
    chart.getStyler().setYAxisLogarithmic(logarithmic);
    if (!logarithmic) {
      chart.getStyler().setYAxisMin(0.0);
    }
    Color[] colors = chart.getStyler().getSeriesColors();
    List<String> names = drawn.stream().map(Curve::name).distinct().toList();
    for (Curve curve : drawn) {
      XYSeries series =
          chart.addSeries(
              curve.published ? curve.name + ", published" : curve.name, curve.x, curve.y);
      Color color = colors[names.indexOf(curve.name) % colors.length];
      series.setLineColor(color).setLineWidth(LINE);
      series.setLineStyle(curve.published ? SeriesLines.DASH_DASH : SeriesLines.SOLID);
      series.setMarker(curve.published ? SeriesMarkers.NONE : SeriesMarkers.CIRCLE);
      series.setMarkerColor(color);
    }
    return chart;
  }
}
