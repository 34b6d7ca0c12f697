package io.spirt.benchmarks.replay.output;

import io.spirt.benchmarks.ResultFile;
import io.spirt.benchmarks.replay.ReplayPlot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** The files of a replay, in one folder. */
public final class ReplayFiles {
  /** The page's name. */
  public static final String PAGE = "index.html";

  private ReplayFiles() {}

  /**
   * Writes all of them, each whole or not at all, the page last.
   *
   * @param folder is made if it does not exist
   * @param progress is told where the page is, and of a picture that could not be drawn
   */
  public static void write(FinishedReplay replay, Path folder, Consumer<String> progress)
      throws IOException {
    Files.createDirectories(folder);
    ResultFile.write(ReplayJson.of(replay), folder.resolve("result.json"));
    ResultFile.write(utf8(ReplayCsv.of(replay)), folder.resolve("result.csv"));
    Map<String, byte[]> images = images(replay, progress);
    for (Map.Entry<String, byte[]> image : images.entrySet()) {
      ResultFile.write(image.getValue(), folder.resolve(image.getKey() + ".png"));
    }
    Path page = folder.resolve(PAGE);
    ResultFile.write(utf8(ReplayPage.of(replay, images)), page);
    progress.accept("page: " + page);
  }

  private static Map<String, byte[]> images(FinishedReplay replay, Consumer<String> progress)
      throws IOException {
    Map<String, byte[]> images = new LinkedHashMap<>();
    for (ReplayPlot plot : replay.result().plots()) {
      try {
        images.put(plot.name(), PlotImages.png(plot, replay.mark()));
      } catch (PlotImages.UnavailableException e) {
        progress.accept(e.getMessage());
      }
    }
    return images;
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
