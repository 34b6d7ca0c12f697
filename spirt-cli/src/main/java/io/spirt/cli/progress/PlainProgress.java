package io.spirt.cli.progress;

import io.spirt.engine.DatasetManifest;
import io.spirt.job.Job;
import io.spirt.job.Stage;
import io.spirt.monitor.report.EpochReport;
import io.spirt.monitor.report.RunEvent;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/** One line per epoch, for files, pipes and terminals that cannot do more. */
public final class PlainProgress implements Progress {
  private final ProgressState state;
  private final PrintWriter out;

  /**
   * @param out flushed after every line, so that whoever reads along sees it
   */
  public PlainProgress(PrintWriter out, InstantSource clock) {
    this.state = new ProgressState(clock);
    this.out = out;
  }

  @Override
  public void preparing(String what) {
    state.preparing(what);
    print(what);
  }

  @Override
  public void started(Job job, DatasetManifest data, Optional<Path> folder) {
    state.started(job, data, folder);
    print(PlainText.headline(state));
  }

  @Override
  public void stageStarted(int rank, int epoch, int round, Stage stage) {
    state.stageStarted(rank, epoch, round, stage);
  }

  @Override
  public void event(RunEvent event) {
    state.event(event);
    print(PlainText.event(event, state));
  }

  @Override
  public void epochEnded(EpochReport epoch) {
    state.epochEnded(epoch);
    print(PlainText.epoch(epoch, state));
  }

  @Override
  public void close() {
    out.flush();
  }

  private void print(String line) {
    out.println(line);
    out.flush();
  }
}
