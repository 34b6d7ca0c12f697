package io.spirt.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** What the figures show, in words, and what they do not show. */
final class Verdict {
  private Verdict() {}

  /** A few lines. */
  static List<String> lines(Measured measured) {
    List<String> lines = new ArrayList<>();
    for (Operation operation : Operation.values()) {
      lines.add(
          "%s: the database's command %s as a plain binary client,"
              .formatted(
                  operation.title(),
                  comparison(measured, operation, Way.COMMAND, Way.CLIENT_BLOBS)));
      lines.add(
          "  %s as a pipelined one, and takes %s times the limit."
              .formatted(
                  comparison(measured, operation, Way.COMMAND, Way.CLIENT_PIECES),
                  Figures.times(measured.ratio(operation, Way.COMMAND, Way.MEMORY))));
      lines.add(
          "  SPIRT's script, with check and digest, %s as the plain client."
              .formatted(comparison(measured, operation, Way.SCRIPT, Way.CLIENT_BLOBS)));
    }
    lines.add("The pipelined client reads by the module's range commands.");
    lines.add(
        "The clients run beside the database. Over a network they would take longer, the commands not.");
    lines.add(
        "The limit reads one array after another; the module reads eight at once and can be faster.");
    lines.add("Cold: the first of two runs in a row, after the other ways have filled the caches.");
    if (measured.seeds().isPresent()) {
      lines.add(
          "What the seeds' way takes longer is the price of JSON, not of leaving the database.");
    }
    return lines;
  }

  private static String comparison(
      Measured measured, Operation operation, Way way, Way alternative) {
    double gain = measured.ratio(operation, alternative, way);
    return gain >= 1
        ? "is %s times as fast".formatted(Figures.times(gain))
        : "takes %s times as long".formatted(Figures.times(1 / gain));
  }
}
