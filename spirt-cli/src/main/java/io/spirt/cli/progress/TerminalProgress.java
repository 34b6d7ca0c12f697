package io.spirt.cli.progress;

import io.spirt.engine.DatasetManifest;
import io.spirt.job.Job;
import io.spirt.job.Stage;
import io.spirt.monitor.report.EpochReport;
import io.spirt.monitor.report.RunEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;

/**
 * A block of lines that is redrawn in place; epochs that ended and events scroll away above it.
 * Events only change the state, and a thread of its own draws, so that a run never waits for a
 * terminal.
 */
public final class TerminalProgress implements Progress {
  private static final long REDRAW_MILLIS = 100;
  private static final Size UNKNOWN = new Size(80, 24);

  private final ProgressState state;
  private final Terminal terminal;
  private final Display display;
  private final boolean colour;
  private final ScheduledExecutorService redraw;
  private final Thread atExit = new Thread(this::interrupted, "restore-terminal");
  private final String interruptedText;
  private boolean closed;

  /**
   * Starts to draw. Ctrl-C restores the terminal too.
   *
   * @param terminal closed with this object
   * @param colour whether colours and bold type are wanted
   * @param interrupted what Ctrl-C leaves
   */
  public TerminalProgress(
      Terminal terminal, boolean colour, InstantSource clock, String interrupted) {
    this.interruptedText = interrupted;
    this.state = new ProgressState(clock);
    this.terminal = terminal;
    this.colour = colour;
    this.display = new Display(terminal, false);
    this.redraw =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "progress");
              thread.setDaemon(true);
              return thread;
            });
    Runtime.getRuntime().addShutdownHook(atExit);
    terminal.puts(Capability.cursor_invisible);
    var unused = redraw.scheduleWithFixedDelay(this::draw, 0, REDRAW_MILLIS, TimeUnit.MILLISECONDS);
  }

  @Override
  public void preparing(String what) {
    state.preparing(what);
  }

  @Override
  public void started(Job job, DatasetManifest data, Optional<Path> folder) {
    state.started(job, data, folder);
  }

  @Override
  public void stageStarted(int rank, int epoch, int round, Stage stage) {
    state.stageStarted(rank, epoch, round, stage);
  }

  @Override
  public void batchDone(int rank, int epoch, int round, int samples, double loss) {
    state.batchDone(rank, epoch, round, samples, loss);
  }

  @Override
  public synchronized void event(RunEvent event) {
    state.event(event);
    scroll(PlainText.event(event, state));
  }

  @Override
  public synchronized void epochEnded(EpochReport epoch) {
    state.epochEnded(epoch);
    scroll(PlainText.epoch(epoch, state));
  }

  /** Puts a line above the block, where it stays. */
  private void scroll(String line) {
    if (!closed) {
      erase();
      terminal.writer().println(line);
      draw();
    }
  }

  /** Draws the block as it stands now. */
  synchronized void draw() {
    if (closed) {
      return;
    }
    Size size = terminal.getSize();
    if (size.getColumns() == 0 || size.getRows() == 0) {
      size = UNKNOWN;
    }
    display.resize(size.getRows(), size.getColumns());
    List<AttributedString> lines = LiveBlock.lines(state, size.getColumns(), size.getRows());
    if (!colour) {
      lines = lines.stream().map(line -> new AttributedString(line.toString())).toList();
    }
    display.update(lines, -1);
  }

  @Override
  public void close() {
    redraw.shutdownNow();
    restore();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException shuttingDown) {
      return; // The hook itself runs then.
    }
    try {
      terminal.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ctrl-C: what was started takes a moment to end, and the user is told. */
  private synchronized void interrupted() {
    if (!closed) {
      restore();
      terminal.writer().println(interruptedText);
      terminal.flush();
    }
  }

  private synchronized void restore() {
    if (closed) {
      return;
    }
    erase();
    closed = true;
    terminal.puts(Capability.cursor_normal);
    terminal.flush();
  }

  private void erase() {
    display.update(List.of(), 0);
    terminal.flush();
  }
}
