package io.spirt.cli;

import io.spirt.engine.DatasetManifest;
import io.spirt.job.Job;
import io.spirt.job.Stage;
import io.spirt.monitor.RunObserver;
import io.spirt.monitor.report.EpochReport;
import io.spirt.monitor.report.RunEvent;
import io.spirt.monitor.report.RunReport;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passes everything on, and starts a log in the run's folder as soon as there is one. */
final class LoggedProgress implements RunObserver {
  private static final Logger LOG = LoggerFactory.getLogger(LoggedProgress.class);

  private final RunObserver next;

  LoggedProgress(RunObserver next) {
    this.next = next;
  }

  @Override
  public void preparing(String what) {
    next.preparing(what);
  }

  @Override
  public void started(Job job, DatasetManifest data, Optional<Path> folder) {
    folder.ifPresent(path -> Logs.toFile(path.resolve("logs/spirt.log")));
    next.started(job, data, folder);
  }

  @Override
  public void stageStarted(int rank, int epoch, int round, Stage stage) {
    next.stageStarted(rank, epoch, round, stage);
  }

  @Override
  public void batchDone(int rank, int epoch, int round, int samples, double loss) {
    next.batchDone(rank, epoch, round, samples, loss);
  }

  @Override
  public void event(RunEvent event) {
    LOG.info("{} (epoch {}, round {})", event.text(), event.epoch(), event.round());
    next.event(event);
  }

  @Override
  public void epochEnded(EpochReport epoch) {
    next.epochEnded(epoch);
  }

  @Override
  public void ended(RunReport report) {
    next.ended(report);
  }
}
