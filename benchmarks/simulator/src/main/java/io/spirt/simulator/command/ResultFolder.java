package io.spirt.simulator.command;

import io.spirt.simulator.Outcome;
import io.spirt.simulator.Study;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Writes a simulation's files. */
final class ResultFolder {
  private static final double MEGABYTE = 1e6;

  private ResultFolder() {}

  /** Writes all of them; if plots cannot be drawn, says so and does without. */
  static void write(Path folder, Study study, List<Outcome> outcomes, PrintWriter out) {
    try {
      Files.createDirectories(folder);
      List<String> table = OutcomeTable.of(study, outcomes);
      Files.write(folder.resolve("table.txt"), table);
      Files.write(folder.resolve("result.csv"), OutcomeCsv.of(outcomes));
      Files.writeString(folder.resolve("result.json"), OutcomeJson.of(study, outcomes) + "\n");
      List<String> plots = plots(folder, outcomes, out);
      Files.write(
          folder.resolve("index.html"),
          HtmlPage.of(OutcomeTable.headline(study, outcomes), table, plots));
      out.println("written: " + folder.resolve("index.html"));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to " + folder + ": " + e.getMessage(), e);
    }
  }

  private static List<String> plots(Path folder, List<Outcome> outcomes, PrintWriter out)
      throws IOException {
    Map<String, ToDoubleFunction<Outcome>> quantities =
        Map.of(
            "epoch-time", Outcome::seconds,
            "cost", Outcome::dollars,
            "received", outcome -> outcome.receivedBytes() / MEGABYTE);
    Map<String, String> axes =
        Map.of(
            "epoch-time", "epoch, s",
            "cost", "$ an epoch",
            "received", "MB received by a peer in an epoch");
    List<String> written = new ArrayList<>();
    try {
      for (String name : List.of("epoch-time", "cost", "received")) {
        PeersPlot.write(
            outcomes, axes.get(name), quantities.get(name), folder.resolve(name + ".png"));
        written.add(name + ".png");
      }
    } catch (PeersPlot.UnavailableException e) {
      out.println(e.getMessage());
    }
    return written;
  }
}
