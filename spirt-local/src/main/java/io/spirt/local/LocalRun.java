package io.spirt.local;

import io.spirt.engine.DatasetManifest;
import io.spirt.functions.RunObjects;
import io.spirt.functions.StageEvent;
import io.spirt.job.Job;
import io.spirt.local.report.RunReport;
import io.spirt.store.FileObjectStore;
import io.spirt.store.ObjectStore;
import io.spirt.training.data.DataLocation;
import io.spirt.training.data.DatasetPreparer;
import io.spirt.training.data.InvalidDatasetException;
import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run: starts what it needs, sets the peers off, waits, reports. */
final class LocalRun {
  private static final Logger LOG = LoggerFactory.getLogger(LocalRun.class);

  private final Job job;
  private final LocalOptions options;
  private final RunObserver observer;
  private final RunDirectory directory;
  private final ObjectStore store;
  private final RunObjects objects;
  private final RunMonitor monitor;
  private final RunSummary summary;
  private final Resources resources = new Resources();
  private final long startNanos = System.nanoTime();
  private volatile boolean interrupted;

  LocalRun(LocalOptions options, RunObserver observer, RunDirectory directory) {
    this.job = options.job();
    this.options = options;
    this.observer = observer;
    this.directory = directory;
    this.store = new FileObjectStore(directory.runtime().resolve("objects"));
    this.objects = new RunObjects(store);
    this.monitor = new RunMonitor(job, observer, System::nanoTime);
    this.summary = new RunSummary(job, directory.name(), options.workers(), monitor);
  }

  /** Ends the run from outside. */
  void interrupt() {
    interrupted = true;
    monitor.end().completeExceptionally(new RunFailedException("interrupted"));
    resources.close();
  }

  /** Runs to the end; everything that was started is closed when this returns. */
  RunReport execute() {
    ReportFiles files = new ReportFiles(directory.path());
    try (resources) {
      train();
      files.writeModel(objects.model(directory.name()));
    } catch (RunRefusedException e) {
      throw e;
    } catch (RuntimeException | IOException e) {
      Throwable cause = e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
      LOG.info("run {} ended early", directory.name(), cause);
      summary.failed(interrupted, String.valueOf(cause.getMessage()));
    }
    RunReport report = summary.report((System.nanoTime() - startNanos) / 1e6);
    files.write(report);
    observer.ended(report);
    return report;
  }

  private void train() throws IOException {
    String run = directory.name();
    observer.preparing("preparing the dataset " + job.dataset().name());
    CompletableFuture<DatasetManifest> preparing = CompletableFuture.supplyAsync(this::prepareData);
    observer.preparing(
        "starting " + options.workers() + " function processes and " + job.peers() + " databases");
    LocalCloud cloud =
        LocalCloud.start(
            job, options.workers(), directory, store, monitor, resources, Clock.systemUTC());
    DatasetManifest data = joined(preparing);
    checkShares(data);
    objects.putJob(run, job);
    objects.putManifest(run, data);
    observer.preparing("initialising " + job.peers() + " peers");
    cloud.callForEach(rank -> StageEvent.init(run, rank)).forEach(summary::initialised);
    observer.started(job, data, directory.path());
    summary.trainingStarts(System.nanoTime());
    cloud.callForEach(rank -> StageEvent.start(run, rank));
    monitor.end().join();
    summary.trainingEnds(System.nanoTime());
    summary.collect(cloud.services(), data, objects);
  }

  private DatasetManifest prepareData() {
    return DatasetPreparer.prepare(
        job.dataset(),
        job.training().seed(),
        DataLocation.of(options.dataDirectory(), System.getenv()),
        store,
        RunObjects.dataPrefix(directory.name()));
  }

  private static DatasetManifest joined(CompletableFuture<DatasetManifest> preparing) {
    try {
      return preparing.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof InvalidDatasetException invalid) {
        throw new RunRefusedException(invalid.getMessage(), invalid);
      }
      throw e;
    }
  }

  private void checkShares(DatasetManifest data) {
    int share = data.batches() / job.peers();
    int rounds = job.training().roundsPerEpoch();
    if (share < rounds) {
      throw new RunRefusedException(
          String.format(
              "/training/roundsPerEpoch is %d, but a peer has only %d batches an epoch (%d samples"
                  + " in batches of %d over %d peers): lower roundsPerEpoch or batchSize",
              rounds, share, data.trainSamples(), job.dataset().batchSize(), job.peers()));
    }
  }
}
