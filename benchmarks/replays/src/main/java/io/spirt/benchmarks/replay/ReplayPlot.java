package io.spirt.benchmarks.replay;

import java.util.List;
import java.util.function.Supplier;
import org.knowm.xchart.internal.chartpart.Chart;

/**
 * A picture of one or more panels.
 *
 * @param name the file's name without its ending: lower-case letters, digits and hyphens
 * @param title what it shows
 * @param columns panels beside each other
 * @param panels makes them when they are drawn; may throw where Java cannot draw text
 */
public record ReplayPlot(
    String name, String title, int columns, Supplier<List<? extends Chart<?, ?>>> panels) {

  /** A picture of one panel. */
  public static ReplayPlot of(String name, String title, Supplier<? extends Chart<?, ?>> panel) {
    return new ReplayPlot(name, title, 1, () -> List.of(panel.get()));
  }
}
