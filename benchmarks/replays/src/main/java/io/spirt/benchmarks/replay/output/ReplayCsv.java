package io.spirt.benchmarks.replay.output;

import io.spirt.benchmarks.replay.ReplayRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A table as CSV by RFC 4180. The first column, {@code network}, says of each row whether it was
 * measured here ({@code local}) or simulated.
 */
final class ReplayCsv {
  private ReplayCsv() {}

  static String of(FinishedReplay replay) {
    ReplayRows rows = replay.rows();
    String network =
        replay.network().simulated() ? "simulated " + replay.network().word() : "local";
    StringBuilder text = new StringBuilder("network");
    rows.columns().forEach(column -> text.append(',').append(quoted(column.name())));
    text.append('\n');
    for (List<Object> row : rows.cells()) {
      List<String> cells = new ArrayList<>(List.of(network));
      row.forEach(cell -> cells.add(quoted(Objects.toString(cell, ""))));
      text.append(String.join(",", cells)).append('\n');
    }
    return text.toString();
  }

  private static String quoted(String cell) {
    return cell.matches("[^\",\r\n]*") ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }
}
