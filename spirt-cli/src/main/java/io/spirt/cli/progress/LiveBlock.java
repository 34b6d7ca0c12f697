package io.spirt.cli.progress;

import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** Draws a run's progress as a block of lines: a headline, one line per peer, the whole run. */
final class LiveBlock {
  private static final AttributedStyle PLAIN = AttributedStyle.DEFAULT;
  private static final AttributedStyle BOLD = AttributedStyle.BOLD;
  private static final AttributedStyle FAINT = AttributedStyle.DEFAULT.faint();
  private static final AttributedStyle BAR =
      AttributedStyle.DEFAULT.foreground(AttributedStyle.CYAN);

  private static final String EIGHTHS = " ▏▎▍▌▋▊▉";
  private static final int STAGE_WIDTH = "compute-gradient".length();
  private static final int WIDEST_BAR = 30;
  private static final int NARROWEST_BAR = 5;
  private static final int LINES_BESIDE_PEERS = 4;

  private LiveBlock() {}

  /**
   * The block.
   *
   * @param columns width of the terminal; no line is longer
   * @param rows height of the terminal; peers that have no room are counted instead
   */
  static List<AttributedString> lines(ProgressState state, int columns, int rows) {
    synchronized (state) {
      List<AttributedStringBuilder> lines = new ArrayList<>();
      if (state.job().isEmpty()) {
        lines.add(line("spirt  ", BOLD).append(state.preparing(), PLAIN));
        lines.get(0).append("  " + Figures.duration(state.elapsedMillis()), FAINT);
      } else {
        lines.add(line(PlainText.headline(state), BOLD));
        peers(state, columns, rows, lines);
        lines.add(whole(state));
      }
      return lines.stream().map(line -> fitted(line, columns)).toList();
    }
  }

  private static void peers(
      ProgressState state, int columns, int rows, List<AttributedStringBuilder> lines) {
    List<PeerProgress> peers = state.peers();
    int room = Math.max(1, rows - LINES_BESIDE_PEERS);
    int shown = peers.size() <= room ? peers.size() : Math.max(0, room - 1);
    int rankWidth = String.valueOf(peers.get(peers.size() - 1).rank()).length();
    for (PeerProgress peer : peers.subList(0, shown)) {
      lines.add(peer(peer, rankWidth, columns));
    }
    if (shown < peers.size()) {
      lines.add(line("  and " + (peers.size() - shown) + " more peers", FAINT));
    }
  }

  private static AttributedStringBuilder peer(PeerProgress peer, int rankWidth, int columns) {
    int total = peer.batchesOfEpoch();
    int digits = String.valueOf(total).length();
    String head =
        "  peer " + right(peer.rank(), rankWidth) + "  " + left(peer.stage(), STAGE_WIDTH) + "  ";
    String tail = "  " + right(peer.batchesDone(), digits) + "/" + total + " batches";
    String rate = "  " + peer.rate();
    int bar = columns - head.length() - tail.length() - "  999,999 samples/s".length() - 1;
    AttributedStringBuilder line = line(head, PLAIN);
    if (bar >= NARROWEST_BAR) {
      line.append(bar(peer.batchesDone(), total, Math.min(bar, WIDEST_BAR)), BAR);
      return line.append(tail, PLAIN).append(rate, FAINT);
    }
    return line.append(tail.strip(), PLAIN);
  }

  private static AttributedStringBuilder whole(ProgressState state) {
    int epochs = state.job().orElseThrow().training().epochs();
    AttributedStringBuilder line =
        line("  epoch " + Math.max(1, state.epoch()) + "/" + epochs, BOLD);
    line.append("  loss " + Figures.threePlaces(state.loss()), PLAIN);
    line.append("  val-acc " + Figures.threePlaces(state.validationAccuracy()), PLAIN);
    line.append("  elapsed " + Figures.duration(state.elapsedMillis()), PLAIN);
    state.leftMillis().ifPresent(left -> line.append("  left " + Figures.duration(left), PLAIN));
    return line;
  }

  /** A bar {@code width} characters wide, exact to an eighth of a character. */
  static String bar(int done, int total, int width) {
    long eighths = total == 0 ? 0 : (long) done * width * 8 / total;
    int full = (int) (eighths / 8);
    StringBuilder bar = new StringBuilder("█".repeat(full));
    if (full < width) {
      int rest = (int) (eighths % 8);
      bar.append(rest == 0 ? '·' : EIGHTHS.charAt(rest));
      bar.append("·".repeat(width - full - 1));
    }
    return bar.toString();
  }

  private static AttributedStringBuilder line(String text, AttributedStyle style) {
    return new AttributedStringBuilder().append(text, style);
  }

  /** One column stays free: some terminals wrap as soon as the last one is written. */
  private static AttributedString fitted(AttributedStringBuilder line, int columns) {
    return line.toAttributedString().columnSubSequence(0, Math.max(1, columns - 1));
  }

  private static String left(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  private static String right(int number, int width) {
    String digits = String.valueOf(number);
    return " ".repeat(Math.max(0, width - digits.length())) + digits;
  }
}
