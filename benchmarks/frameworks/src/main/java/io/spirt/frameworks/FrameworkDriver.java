package io.spirt.frameworks;

import io.spirt.deployment.FunctionVariables;
import io.spirt.engine.DatasetManifest;
import io.spirt.frameworks.service.Service;
import io.spirt.frameworks.service.ServiceAddresses;
import io.spirt.frameworks.worker.WorkerEpoch;
import io.spirt.frameworks.worker.WorkerEvent;
import io.spirt.frameworks.worker.WorkerFunction;
import io.spirt.frameworks.worker.WorkerRecords;
import io.spirt.functions.ModelSources;
import io.spirt.functions.RunObjects;
import io.spirt.job.Job;
import io.spirt.local.LocalPools;
import io.spirt.local.PrivateFiles;
import io.spirt.local.Resources;
import io.spirt.local.RunDirectory;
import io.spirt.local.RunRefusedException;
import io.spirt.local.pool.FunctionPool;
import io.spirt.monitor.ReportFiles;
import io.spirt.monitor.RunObserver;
import io.spirt.monitor.report.RunReport;
import io.spirt.store.FileObjectStore;
import io.spirt.training.data.DataLocation;
import io.spirt.training.data.DatasetPreparer;
import io.spirt.training.data.InvalidDatasetException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run: starts the services and the members' processes, watches, reports. */
final class FrameworkDriver implements FrameworkControls {
  private static final Logger LOG = LoggerFactory.getLogger(FrameworkDriver.class);
  private static final long LOOK_MILLIS = 200;

  private final FrameworkRun run;
  private final RunObserver observer;
  private final RunDirectory directory;
  private final FileObjectStore store;
  private final RunObjects objects;
  private final Resources resources = new Resources();
  private final FrameworkSummary summary;
  private volatile boolean interrupted;
  private DatasetManifest data;
  private ServiceAddresses addresses;
  private Optional<EpochWatch> watch = Optional.empty();
  private volatile Optional<MemberCalls> calls = Optional.empty();

  FrameworkDriver(FrameworkRun run, RunObserver observer, RunDirectory directory) {
    this.run = run;
    this.observer = observer;
    this.directory = directory;
    this.store = new FileObjectStore(directory.runtime().resolve("objects"));
    this.objects = new RunObjects(store);
    this.summary = new FrameworkSummary(run, directory.name(), System::nanoTime);
  }

  /** Ends the run from outside. */
  void interrupt() {
    interrupted = true;
    calls.ifPresent(MemberCalls::close);
  }

  /** Runs to the end; everything that was started is closed when this returns. */
  FrameworkReport execute() {
    ReportFiles files = new ReportFiles(directory.path());
    try (resources) {
      train();
      end();
      if (objects.hasOutcome(directory.name())) {
        files.writeModel(objects.model(directory.name()));
      }
    } catch (IllegalStateException | UncheckedIOException e) {
      LOG.info("run {} ended early", directory.name(), e);
      summary.failed(String.valueOf(e.getMessage()));
    }
    if (interrupted) {
      summary.interrupted();
    }
    List<WorkerEpoch> epochs = watch.map(EpochWatch::epochs).orElse(List.of());
    RunReport report = summary.report(watch.map(EpochWatch::reports).orElse(List.of()));
    files.write(report);
    observer.ended(report);
    return new FrameworkReport(report, epochs);
  }

  private void train() {
    Job job = run.job();
    observer.preparing("preparing the dataset " + job.dataset().name());
    data = prepareData();
    objects.putJob(directory.name(), job);
    objects.putManifest(directory.name(), data);
    if (job.model().namesFiles()) {
      objects.putModelFiles(directory.name(), ModelSources.fetch(job.model()));
    }
    addresses = startServices();
    List<Member> members = run.framework().members(job, run.options());
    MemberCalls invoked = invocations(members);
    calls = Optional.of(invoked);
    EpochWatch watching =
        new EpochWatch(
            new WorkerRecords(store, directory.name()), workers(members), observer, run.hooks());
    watch = Optional.of(watching);
    observer.started(job, data, Optional.of(directory.path()));
    run.hooks().started(this);
    summary.trainingStarts();
    invoked.begin();
    watchUntilTheEnd(invoked, watching);
    summary.trainingEnds();
  }

  private static int workers(List<Member> members) {
    return ranks(members).size();
  }

  private void watchUntilTheEnd(MemberCalls invoked, EpochWatch watching) {
    try {
      boolean over = false;
      while (!over && !interrupted) {
        over = invoked.await(LOOK_MILLIS);
        watching.look(ranks(invoked.present()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      interrupted = true;
    }
  }

  private static List<Integer> ranks(List<Member> members) {
    return members.stream().filter(Member::isWorker).map(Member::rank).toList();
  }

  private DatasetManifest prepareData() {
    try {
      return DatasetPreparer.prepare(
          run.job().dataset(),
          run.job().training().seed(),
          DataLocation.of(run.dataDirectory(), System.getenv()),
          store,
          RunObjects.dataPrefix(directory.name()));
    } catch (InvalidDatasetException e) {
      throw new RunRefusedException(e.getMessage(), e);
    }
  }

  private ServiceAddresses startServices() {
    Map<String, String> values = new TreeMap<>();
    List<Service> services = run.framework().services(run.job(), run.options());
    for (int i = 0; i < services.size(); i++) {
      observer.preparing("starting " + services.get(i).title());
      try {
        values.putAll(
            services
                .get(i)
                .start(
                    PrivateFiles.folder(directory.runtime().resolve("service-" + i)), resources));
      } catch (IOException e) {
        throw new UncheckedIOException("cannot make a folder for " + services.get(i).title(), e);
      } catch (IllegalStateException e) {
        throw new RunRefusedException(
            "cannot start %s: %s".formatted(services.get(i).title(), e.getMessage()), e);
      }
    }
    ServiceAddresses started = new ServiceAddresses(values);
    started.write(directory.runtime().resolve("services.json"));
    return started;
  }

  private MemberCalls invocations(List<Member> members) {
    int workers = workers(members);
    observer.preparing("starting " + members.size() + " function processes");
    LocalPools pools =
        new LocalPools(
            WorkerFunction.class.getName(),
            Map.of(
                FunctionVariables.STORE,
                store.uri().toString(),
                WorkerFunction.SERVICES,
                directory.runtime().resolve("services.json").toString()),
            directory.runtime(),
            directory.logs(),
            Clock.systemUTC());
    FunctionPool heavy = resources.add(pools.heavy(workers));
    FunctionPool light =
        workers == members.size()
            ? heavy
            : resources.add(
                pools.light(members.size() - workers, directory.logs().resolve("light")));
    return new MemberCalls(
        members.stream()
            .map(
                member ->
                    new WorkerEvent(
                        run.framework().id(), directory.name(), member, run.options().all(), 0))
            .toList(),
        member -> member.isWorker() ? heavy : light,
        run.framework(),
        run.options(),
        this::lost);
  }

  private void lost(Member member, String why) {
    observer.event(summary.lost(member, why));
    run.hooks().lost(member, why);
  }

  /** Looks at how the members ended. */
  private void end() {
    List<MemberEnd> ends = calls.orElseThrow().ends();
    summary.ended(ends, data, watch.orElseThrow());
    if (objects.hasOutcome(directory.name())) {
      observer.event(summary.outcome(objects.outcome(directory.name())));
    } else {
      summary.failed(
          ends.stream()
              .filter(end -> !end.failure().isEmpty())
              .map(end -> end.member() + ": " + end.failure())
              .collect(
                  Collectors.collectingAndThen(
                      Collectors.joining("; "),
                      text -> text.isEmpty() ? "no worker evaluated the model" : text)));
    }
  }

  @Override
  public String run() {
    return directory.name();
  }

  @Override
  public List<Member> members() {
    return run.framework().members(run.job(), run.options());
  }

  @Override
  public boolean kill(Member member) {
    return calls.orElseThrow().kill(member);
  }

  @Override
  public void restart(Member member) {
    calls.orElseThrow().restart(member);
  }

  @Override
  public ServiceAddresses services() {
    return addresses;
  }
}
