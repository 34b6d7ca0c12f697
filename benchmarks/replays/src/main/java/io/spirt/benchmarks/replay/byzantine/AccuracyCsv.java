package io.spirt.benchmarks.replay.byzantine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The curves for programs: one line per setting, attack, rule and round, written as each run ends,
 * so that an interrupted replay keeps what it measured.
 */
final class AccuracyCsv {
  private static final String HEAD = "peers,malicious,attack,rule,round,accuracy,loss";

  private final Path file;

  /** Starts the file anew. */
  AccuracyCsv(Path file) throws IOException {
    this.file = file;
    Files.write(file, List.of(HEAD));
  }

  /** Appends an outcome's lines; none if the rule was not run. */
  void add(Outcome outcome) {
    try {
      Files.write(file, lines(outcome), StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to " + file, e);
    }
  }

  static List<String> lines(Outcome outcome) {
    Combination combination = outcome.combination();
    List<String> lines = new ArrayList<>();
    for (Point point : outcome.points()) {
      lines.add(
          String.join(
              ",",
              Integer.toString(combination.setting().peers()),
              Integer.toString(combination.setting().malicious()),
              combination.attack(),
              combination.rule().toString(),
              Integer.toString(point.round()),
              Double.toString(point.accuracy()),
              Double.toString(point.loss())));
    }
    return lines;
  }
}
