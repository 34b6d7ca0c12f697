package io.spirt.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.spirt.cli.SampleRuns;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.ExternalTerminal;
import org.junit.jupiter.api.Test;

class TerminalProgressTest {
  private static final String HIDE_CURSOR = "\033[?25l";
  private static final String SHOW_CURSOR = "\033[?25h";

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  @Test
  void showsTheCursorAgainAndKeepsFinishedEpochs() throws IOException {
    TerminalProgress progress =
        new TerminalProgress(terminal(), false, new ManualClock(), "interrupted");
    progress.started(SampleRuns.job(2, 3), SampleRuns.data(), Optional.of(Path.of("runs/sample")));
    progress.epochEnded(SampleRuns.epoch(1, 0.5, 0.75));
    progress.draw();
    progress.close();
    String screen = written.toString(StandardCharsets.UTF_8);
    assertThat(screen).contains("epoch 1/3  loss 0.500  val-acc 0.750").contains("peer 0");
    assertThat(screen.indexOf(SHOW_CURSOR)).isGreaterThan(screen.indexOf(HIDE_CURSOR));
  }

  @Test
  void eventsStayAboveTheBlockAndChangeIt() throws IOException {
    TerminalProgress progress =
        new TerminalProgress(terminal(), false, new ManualClock(), "interrupted");
    progress.started(SampleRuns.job(4, 3), SampleRuns.data(), Optional.of(Path.of("runs/sample")));
    SampleRuns.withFailedPeer().events().forEach(progress::event);
    progress.close();
    String screen = written.toString(StandardCharsets.UTF_8);
    String line = "  rank 3 left the view at epoch 3: 28 or 29 batches each";
    assertThat(screen).contains(line);
    String after = screen.substring(screen.indexOf(line));
    assertThat(after).contains("peer 3  left the view", "0/29 batches");
  }

  @Test
  void drawsNothingAfterItWasClosed() throws IOException {
    TerminalProgress progress =
        new TerminalProgress(terminal(), true, new ManualClock(), "interrupted");
    progress.close();
    int size = written.size();
    progress.draw();
    progress.epochEnded(SampleRuns.epoch(1, 0.5, 0.75));
    progress.close();
    assertThat(written.size()).isEqualTo(size);
  }

  @Test
  void dumbTerminalGetsPlainLines() {
    try (Progress progress =
        ProgressFactory.create(
            false,
            new PrintWriter(new StringWriter()),
            Map.of("TERM", "dumb"),
            new ManualClock(),
            "interrupted")) {
      assertThat(progress).isInstanceOf(PlainProgress.class);
    }
  }

  @Test
  void noColorCountsWhenItIsNotEmpty() {
    assertThat(ProgressFactory.wantsColour(Map.of())).isTrue();
    assertThat(ProgressFactory.wantsColour(Map.of("NO_COLOR", ""))).isTrue();
    assertThat(ProgressFactory.wantsColour(Map.of("NO_COLOR", "1"))).isFalse();
  }

  private Terminal terminal() throws IOException {
    Terminal terminal =
        new ExternalTerminal(
            "test",
            "xterm",
            new ByteArrayInputStream(new byte[0]),
            written,
            StandardCharsets.UTF_8);
    terminal.setSize(new Size(100, 30));
    return terminal;
  }
}
