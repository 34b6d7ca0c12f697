package io.spirt.cli.cost;

import java.util.ArrayList;
import java.util.List;

/** Lines of text in columns: the first ones to the left, numbers to the right. */
final class Table {
  private static final String GAP = "  ";

  private final int leftColumns;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * An empty table.
   *
   * @param leftColumns how many columns begin at their left; the others end at their right
   */
  Table(int leftColumns) {
    this.leftColumns = leftColumns;
  }

  /** Adds a row. All rows have as many cells. */
  Table row(String... cells) {
    rows.add(List.of(cells));
    return this;
  }

  /** The lines, without blanks at their ends. */
  List<String> lines() {
    int[] widths = new int[rows.get(0).size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String blanks = " ".repeat(widths[i] - row.get(i).length());
      line.append(i == 0 ? "" : GAP);
      line.append(i < leftColumns ? row.get(i) + blanks : blanks + row.get(i));
    }
    return line.toString().stripTrailing();
  }
}
