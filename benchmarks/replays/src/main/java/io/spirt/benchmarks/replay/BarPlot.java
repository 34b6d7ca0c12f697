package io.spirt.benchmarks.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;

/** Bars in groups or stacks; a group or stack per category, a colour per series. */
public final class BarPlot {
  private static final int WIDTH = 820;
  private static final int HEIGHT = 480;

  private record Series(String name, List<Double> values) {}

  private final String name;
  private final String title;
  private final String yAxis;
  private final List<String> categories;
  private final List<Series> series = new ArrayList<>();
  private boolean stacked;
  private boolean logarithmic;

  private BarPlot(String name, String title, String yAxis, List<String> categories) {
    this.name = name;
    this.title = title;
    this.yAxis = yAxis;
    this.categories = List.copyOf(categories);
  }

  /**
   * Starts a plot.
   *
   * @param name the file's name without its ending
   * @param yAxis the values' name with its unit
   * @param categories names below the axis; distinct
   */
  public static BarPlot of(String name, String title, String yAxis, List<String> categories) {
    return new BarPlot(name, title, yAxis, categories);
  }

  /**
   * Figures of one unit, those here beside the published ones; what was not published has no second
   * bar. Milliseconds are drawn as seconds.
   *
   * @param yAxis the values' name with its unit
   */
  public static ReplayPlot ofFigures(
      String name, String title, String yAxis, List<Figure> figures) {
    return of(name, title, yAxis, figures.stream().map(Figure::key).toList())
        .series("here", figures.stream().map(one -> drawn(one, one.measured())).toList())
        .series(
            "published",
            figures.stream().map(one -> drawn(one, one.published().orElse(Double.NaN))).toList())
        .build();
  }

  private static Double drawn(Figure figure, double value) {
    return figure.unit() == Unit.MILLIS ? value / 1e3 : value;
  }

  /** The series of a category stand on each other. */
  public BarPlot stacked() {
    stacked = true;
    return this;
  }

  /** Values over several orders of magnitude. All must be positive. */
  public BarPlot logarithmic() {
    logarithmic = true;
    return this;
  }

  /**
   * Adds a series; give published ones a name that says so.
   *
   * @param values one per category; null for none
   * @throws IllegalArgumentException if there are more or fewer
   */
  public BarPlot series(String of, List<Double> values) {
    if (values.size() != categories.size()) {
      throw new IllegalArgumentException(
          "%d values of %s; there are %d categories"
              .formatted(values.size(), of, categories.size()));
    }
    List<Double> drawn = new ArrayList<>(values);
    drawn.replaceAll(value -> value == null || value.isNaN() ? null : value);
    series.add(new Series(of, drawn));
    return this;
  }

  /** The plot so far. */
  public ReplayPlot build() {
    List<Series> drawn =
        series.stream().filter(one -> one.values.stream().anyMatch(Objects::nonNull)).toList();
    return ReplayPlot.of(name, title, () -> chart(drawn));
  }

  private static boolean positive(Series series) {
    return series.values.stream().allMatch(value -> value == null || value > 0);
  }

  private CategoryChart chart(List<Series> drawn) {
    CategoryChart chart =
        new CategoryChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title)
            .yAxisTitle(yAxis)
            .build();
    chart.getStyler().setStacked(stacked);
    chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
    if (logarithmic && drawn.stream().allMatch(BarPlot::positive)) {
      double floor = decadeBelow(drawn);
      chart.getStyler().setYAxisLogarithmic(true).setYAxisMin(floor);
      drawn.forEach(one -> one.values.replaceAll(value -> value == null ? floor : value));
    }
    drawn.forEach(one -> chart.addSeries(one.name, categories, one.values));
    return chart;
  }

  /** A logarithmic axis cannot do without a value: one at its foot has no height. */
  private static double decadeBelow(List<Series> drawn) {
    double least =
        drawn.stream()
            .flatMap(one -> one.values.stream())
            .filter(Objects::nonNull)
            .mapToDouble(Double::doubleValue)
            .min()
            .orElse(1);
    return Math.pow(10, Math.floor(Math.log10(least) - 0.3));
  }
}
