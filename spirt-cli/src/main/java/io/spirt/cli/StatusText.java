package io.spirt.cli;

import io.spirt.aws.RunStatus;
import io.spirt.cli.progress.Figures;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** A run's status for people: a few lines and a table of its peers. */
final class StatusText {
  private static final int DIGEST_DIGITS = 12;

  private StatusText() {}

  static List<String> lines(RunStatus status) {
    List<String> lines = new ArrayList<>();
    lines.add("%s on %s: %s".formatted(status.run(), status.stack(), status.state()));
    if (status.submittedMillis() > 0) {
      lines.add("submitted " + time(status.submittedMillis()) + where(status));
    }
    if (!status.peers().isEmpty()) {
      lines.addAll(table(status));
      lines.add(agreement(status));
    }
    if (status.outcome() != null) {
      lines.add(
          "accuracy %s, loss %s on the %s split"
              .formatted(
                  Figures.threePlaces(status.outcome().accuracy()),
                  Figures.threePlaces(status.outcome().loss()),
                  status.outcome().split()));
    }
    lines.addAll(status.problems());
    return lines;
  }

  private static String time(long millis) {
    return Instant.ofEpochMilli(millis).truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static String where(RunStatus status) {
    return ", %d epochs of %d %s"
        .formatted(
            status.epochs(),
            status.rounds() / Math.max(1, status.epochs()),
            status.rounds() == status.epochs() ? "round" : "rounds");
  }

  private static List<String> table(RunStatus status) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("peer", "state", "epoch", "round", "version", "params", "execution"));
    for (RunStatus.Peer peer : status.peers()) {
      String digest = peer.paramsDigest();
      rows.add(
          List.of(
              String.valueOf(peer.rank()),
              peer.state(),
              peer.epoch() == 0 ? "-" : String.valueOf(peer.epoch()),
              peer.round() < 0 ? "-" : String.valueOf(peer.round()),
              peer.version() < 0 ? "-" : String.valueOf(peer.version()),
              digest.isEmpty()
                  ? "-"
                  : digest.substring(0, Math.min(DIGEST_DIGITS, digest.length())),
              peer.execution().isEmpty() ? "-" : peer.execution()));
    }
    return aligned(rows);
  }

  private static List<String> aligned(List<List<String>> rows) {
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder(" ");
      for (int i = 0; i < columns; i++) {
        String cell = row.get(i);
        line.append(' ').append(cell).append(" ".repeat(widths[i] - cell.length() + 1));
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }

  private static String agreement(RunStatus status) {
    if (status.paramsAgree() == null) {
      return "no version of the model is known of all peers yet";
    }
    return status.paramsAgree()
        ? "at version %d all peers hold the same params".formatted(status.agreedVersion())
        : "at version %d the peers' params differ".formatted(status.agreedVersion());
  }
}
