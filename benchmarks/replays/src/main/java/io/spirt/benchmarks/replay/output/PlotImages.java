package io.spirt.benchmarks.replay.output;

import io.spirt.benchmarks.replay.ReplayPlot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.internal.chartpart.Chart;

/** Pictures as PNG, drawn without a screen. */
public final class PlotImages {
  private PlotImages() {}

  /** A picture could not be drawn; the message says why, and what to install if that helps. */
  public static final class UnavailableException extends Exception {
    private static final long serialVersionUID = 1;

    UnavailableException(String plot, RuntimeException cause) {
      super("no plot %s: it cannot be drawn: %s".formatted(plot, cause.getMessage()), cause);
    }

    UnavailableException(Error cause) {
      super(
          "no plot: Java cannot draw text here (%s); it needs libfreetype and a font,"
                  .formatted(cause)
              + " for Debian the packages libfreetype6, fontconfig and fonts-dejavu-core",
          cause);
    }
  }

  /**
   * Draws a picture.
   *
   * @param mark is added to every panel's title
   * @throws UnavailableException if it holds what cannot be drawn, or the machine lacks what
   *     drawing text needs
   */
  public static byte[] png(ReplayPlot plot, String mark) throws IOException, UnavailableException {
    System.setProperty("java.awt.headless", "true");
    try {
      List<? extends Chart<?, ?>> panels = plot.panels().get();
      panels.forEach(panel -> panel.setTitle(panel.getTitle() + mark));
      int columns = Math.min(plot.columns(), panels.size());
      int rows = (panels.size() + columns - 1) / columns;
      ByteArrayOutputStream png = new ByteArrayOutputStream();
      BitmapEncoder.saveBitmap(panels, rows, columns, png, BitmapFormat.PNG);
      return png.toByteArray();
    } catch (LinkageError | InternalError e) {
      throw new UnavailableException(e);
    } catch (RuntimeException e) {
      throw new UnavailableException(plot.name(), e);
    }
  }
}
