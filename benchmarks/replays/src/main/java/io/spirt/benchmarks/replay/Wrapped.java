package io.spirt.benchmarks.replay;

import java.util.ArrayList;
import java.util.List;

/** Text in lines of at most 100 characters; all but the first are indented. */
public final class Wrapped {
  private static final int MOST_CHARACTERS = 100;
  private static final String INDENT = "  ";

  private Wrapped() {}

  /** The lines of a text. A word that is longer than a line stays whole. */
  public static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (line.length() > 0 && line.length() + 1 + word.length() > MOST_CHARACTERS) {
        lines.add(line.toString());
        line.setLength(0);
        line.append(INDENT).append(word);
      } else {
        line.append(line.length() == 0 ? "" : " ").append(word);
      }
    }
    lines.add(line.toString());
    return lines;
  }
}
