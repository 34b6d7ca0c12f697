package io.spirt.monitor;

import io.spirt.engine.DatasetManifest;
import io.spirt.job.Job;
import io.spirt.job.Stage;
import io.spirt.monitor.report.EpochReport;
import io.spirt.monitor.report.RunEvent;
import io.spirt.monitor.report.RunReport;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Told what happens in a run, as it happens. Called from several threads, but never from two at
 * once; must return quickly.
 */
public interface RunObserver {

  /**
   * The run is getting ready.
   *
   * @param what in a few words, such as {@code starting 4 databases}
   */
  default void preparing(String what) {}

  /**
   * Everything is up and the first round starts.
   *
   * @param folder the run's folder, if it has one on this machine
   */
  default void started(Job job, DatasetManifest data, Optional<Path> folder) {}

  /**
   * A peer entered a stage.
   *
   * @param epoch from 1
   * @param round from 0, counted over the whole job
   */
  default void stageStarted(int rank, int epoch, int round, Stage stage) {}

  /**
   * A peer has the gradient of one more batch.
   *
   * @param samples samples of the batch
   * @param loss mean loss over the batch
   */
  default void batchDone(int rank, int epoch, int round, int samples, double loss) {}

  /** Something happened to a peer: it failed, was removed, came back, joined, and so on. */
  default void event(RunEvent event) {}

  /** All peers at work ended an epoch. */
  default void epochEnded(EpochReport epoch) {}

  /** The run ended, well or not; nothing follows. */
  default void ended(RunReport report) {}
}
