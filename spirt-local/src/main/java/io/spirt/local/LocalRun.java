package io.spirt.local;

import com.fasterxml.jackson.databind.JsonNode;
import io.spirt.database.ModelStore;
import io.spirt.engine.DatasetManifest;
import io.spirt.engine.ModelFiles;
import io.spirt.engine.TrainingEngine;
import io.spirt.functions.ModelSources;
import io.spirt.functions.RunObjects;
import io.spirt.functions.RunOutcome;
import io.spirt.functions.Shares;
import io.spirt.functions.StageEvent;
import io.spirt.job.Job;
import io.spirt.job.Stage;
import io.spirt.monitor.ReportFiles;
import io.spirt.monitor.RunFailedException;
import io.spirt.monitor.RunMonitor;
import io.spirt.monitor.RunObserver;
import io.spirt.monitor.RunSummary;
import io.spirt.monitor.report.RunReport;
import io.spirt.security.SharedSecret;
import io.spirt.statemachine.interpreter.SystemTimer;
import io.spirt.store.FileObjectStore;
import io.spirt.store.ObjectStore;
import io.spirt.training.data.DataLocation;
import io.spirt.training.data.DatasetPreparer;
import io.spirt.training.data.InvalidDatasetException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.SortedMap;
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
  private final Optional<RunState> kept;
  private final SecureRandom random = new SecureRandom();
  private final ObjectStore store;
  private final RunObjects objects;
  private final RunMonitor monitor;
  private final RunSummary summary;
  private final Resources resources = new Resources();
  private final long startNanos = System.nanoTime();
  private volatile boolean interrupted;

  private LocalRun(
      LocalOptions options, RunObserver observer, RunDirectory directory, Optional<RunState> kept) {
    this.job = options.job();
    this.options = options;
    this.observer = observer;
    this.directory = directory;
    this.kept = kept;
    this.store = new FileObjectStore(objects(directory));
    this.objects = new RunObjects(store);
    this.monitor = new RunMonitor(job, observer, System::nanoTime);
    this.summary = new RunSummary(job, directory.name(), options.workers(), monitor);
    summary.version("java", System.getProperty("java.version"));
    summary.version("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
  }

  private static Path objects(RunDirectory directory) {
    return directory.runtime().resolve("objects");
  }

  /** A run from its start. */
  static LocalRun fresh(LocalOptions options, RunObserver observer, RunDirectory directory) {
    return new LocalRun(options, observer, directory, Optional.empty());
  }

  /** A run that was interrupted. */
  static LocalRun resumed(
      RunDirectory directory, int workers, RunHooks hooks, RunObserver observer) {
    RunState state = RunState.read(directory.runtime());
    Job job = new RunObjects(new FileObjectStore(objects(directory))).job(directory.name());
    LocalOptions options =
        new LocalOptions(
            job, Optional.empty(), directory.path().getParent(), workers, state.tls(), hooks);
    return new LocalRun(options, observer, directory, Optional.of(state));
  }

  /** Ends the run from outside; it can be resumed. */
  void interrupt() {
    interrupted = true;
    directory.keepForResume();
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
    CompletableFuture<DatasetManifest> preparing = data();
    if (kept.isEmpty() && job.model().namesFiles()) {
      takeModelFiles(joined(preparing));
    }
    RunState state =
        kept.orElseGet(
            () ->
                new RunState(
                    RunState.FORMAT,
                    options.tls(),
                    job.peers(),
                    SharedSecret.generate(random).text()));
    observer.preparing(
        "starting "
            + options.workers()
            + " function processes and "
            + state.peers()
            + " databases");
    LocalCloud cloud =
        LocalCloud.start(
            new LocalCloud.Plan(job, options.workers(), state, options.hooks(), () -> interrupted),
            directory,
            store,
            monitor,
            resources,
            Clock.systemUTC());
    DatasetManifest data = joined(preparing);
    if (kept.isEmpty()) {
      checkShares(data);
      objects.putJob(directory.name(), job);
      objects.putManifest(directory.name(), data);
      state.write(directory.runtime());
    } else {
      objects.markResumed(directory.name());
    }
    options.hooks().started(cloud);
    Calls calls = new Calls(cloud::call, Pause.real());
    PeerEntry entry = new PeerEntry(directory.name(), job, objects, calls, monitor, Pause.real());
    superviseWith(cloud, entry);
    observer.preparing("initialising " + state.peers() + " peers");
    SortedMap<Integer, JsonNode> initialised = entry.initialise(cloud.ranks());
    initialised
        .values()
        .forEach(result -> summary.version("engine", result.path("engine").asText()));
    observer.started(job, data, Optional.of(directory.path()));
    Joining joining = new Joining(job, data, cloud, entry, monitor, directory.runtime(), state);
    resources.add(ControlDoor.open(directory.runtime(), joining::join, random));
    summary.trainingStarts(System.nanoTime());
    if (kept.isPresent()) {
      entry.resume(initialised);
    } else {
      entry.begin(initialised.keySet());
    }
    monitor.end().join();
    summary.trainingEnds(System.nanoTime());
    RunOutcome outcome = outcome(cloud, calls);
    LastStates last = new LastStates(cloud, monitor.ended());
    summary.version("redis", last.serverVersion());
    summary.ended(outcome, last.peers(data, monitor));
  }

  /** Lets lost peers be brought back. */
  private void superviseWith(LocalCloud cloud, PeerEntry entry) {
    PeerSupervisor supervisor =
        new PeerSupervisor(
            new Supervision(cloud, entry, monitor),
            resources.add(new SystemTimer()),
            work -> Background.start("supervisor", work));
    monitor.onLost(supervisor::lost);
  }

  /** What the run came to; if the peer that was to evaluate died at the end, another one does. */
  private RunOutcome outcome(LocalCloud cloud, Calls calls) {
    String run = directory.name();
    RunFailedException last = new RunFailedException("no peer evaluated the model");
    for (int rank : monitor.ended()) {
      if (objects.hasOutcome(run)) {
        break;
      }
      try {
        ModelStore.Version version = cloud.services().database(run, rank).model().requireVersion();
        int round = version.version() - 1;
        var unused =
            calls.call(StageEvent.of(Stage.CONVERGE, run, rank, job.epochOf(round), round));
      } catch (RuntimeException e) {
        LOG.info("rank {} could not evaluate the model", rank, e);
        last = new RunFailedException("the model could not be evaluated: " + e.getMessage(), e);
      }
    }
    if (!objects.hasOutcome(run)) {
      throw last;
    }
    return objects.outcome(run);
  }

  private CompletableFuture<DatasetManifest> data() {
    if (kept.isPresent()) {
      return CompletableFuture.completedFuture(objects.manifest(directory.name()));
    }
    observer.preparing("preparing the dataset " + job.dataset().name());
    return CompletableFuture.supplyAsync(this::prepareData);
  }

  /** Copies what the network comes with, and sees whether it can train, before anything starts. */
  private void takeModelFiles(DatasetManifest data) {
    observer.preparing("checking the model's files");
    try {
      ModelFiles files = ModelSources.fetch(job.model());
      TrainingEngine.find().check(job.model(), data, files);
      objects.putModelFiles(directory.name(), files);
    } catch (IllegalArgumentException e) {
      throw new RunRefusedException(e.getMessage(), e);
    }
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
    try {
      Shares.check(job, data);
    } catch (IllegalArgumentException e) {
      throw new RunRefusedException(e.getMessage(), e);
    }
  }
}
