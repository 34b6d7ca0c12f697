package io.spirt.frameworks.mlless;

import io.spirt.engine.DatasetManifest;
import io.spirt.engine.DatasetManifest.Split;
import io.spirt.engine.TrainingEngine;
import io.spirt.frameworks.Framework;
import io.spirt.frameworks.FrameworkOptions;
import io.spirt.frameworks.Frameworks;
import io.spirt.frameworks.Member;
import io.spirt.frameworks.service.Queues;
import io.spirt.frameworks.service.Service;
import io.spirt.frameworks.service.ServiceAddresses;
import io.spirt.frameworks.service.SharedRedis;
import io.spirt.frameworks.worker.Outcome;
import io.spirt.frameworks.worker.WorkerContext;
import io.spirt.frameworks.worker.WorkerEvent;
import io.spirt.functions.Pauses;
import io.spirt.functions.RunObjects;
import io.spirt.job.Job;
import io.spirt.job.JobReader;
import io.spirt.local.Resources;
import io.spirt.store.FileObjectStore;
import io.spirt.store.ObjectStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** Members as threads of this process, with a real Redis and real queues. */
final class RunningMembers implements AutoCloseable {
  private static final long LONG = 900_000;

  private final Resources resources = new Resources();
  private final ServiceAddresses addresses;
  private final ObjectStore store;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private int runs;

  /** How a member ended: a reason or what it failed of; and its model. */
  record End(String reason, Optional<Throwable> failure, List<Float> state) {}

  RunningMembers(Path folder) throws Exception {
    this.store = new FileObjectStore(folder.resolve("objects"));
    Map<String, String> values = new TreeMap<>();
    for (Service service : List.of(new SharedRedis(), new Queues())) {
      Path own = Files.createDirectories(folder.resolve(service.title()));
      values.putAll(service.start(own, resources));
    }
    addresses = new ServiceAddresses(values);
  }

  ServiceAddresses addresses() {
    return addresses;
  }

  /** A run of its own with so many batches. */
  String prepare(String job, int batches) {
    String run = "run-" + runs++;
    RunObjects objects = new RunObjects(store);
    Job read = JobReader.read(job);
    objects.putJob(run, read);
    DatasetManifest data =
        new DatasetManifest(
            "digits",
            1,
            28,
            28,
            10,
            List.of(0.0),
            List.of(1.0),
            4 * batches,
            batches,
            8,
            2,
            0,
            0,
            RunObjects.dataPrefix(run),
            null);
    objects.putManifest(run, data);
    for (int i = 0; i < batches; i++) {
      store.put(data.key(Split.TRAIN, i), new byte[] {(byte) (7 * i)});
    }
    store.put(data.key(Split.VALIDATION, 0), new byte[] {1});
    store.put(data.key(Split.VALIDATION, 1), new byte[] {2});
    return run;
  }

  /** One member, to its end. */
  End run(
      String framework,
      String run,
      Member member,
      Map<String, String> options,
      TrainingEngine engine,
      LongSupplier remaining) {
    Framework how = Frameworks.named(framework);
    FrameworkOptions all = FrameworkOptions.of(how, options);
    return run(how, all, new WorkerEvent(framework, run, member, all.all(), 0), engine, remaining);
  }

  /** A member once more, after it was lost. */
  End again(String run, Member member) {
    Framework how = Frameworks.named("mlless");
    FrameworkOptions all = FrameworkOptions.of(how, Map.of());
    WorkerEvent event = new WorkerEvent("mlless", run, member, all.all(), 1);
    return run(how, all, event, new TinyEngine(), () -> LONG);
  }

  private End run(
      Framework how,
      FrameworkOptions all,
      WorkerEvent first,
      TrainingEngine engine,
      LongSupplier remaining) {
    WorkerEvent event = first;
    Member member = event.member();
    while (true) {
      try (WorkerContext context =
          new WorkerContext(
              event,
              all,
              store,
              addresses,
              () -> engine,
              remaining,
              InstantSource.system(),
              System::nanoTime,
              Pauses.real())) {
        Outcome outcome = how.program(member).run(context);
        if (outcome.done()) {
          return new End(
              outcome.reason(),
              Optional.empty(),
              member.isWorker() ? list(context.replica().state()) : List.of());
        }
        event = event.next();
      } catch (RuntimeException e) {
        return new End("", Optional.of(e), List.of());
      }
    }
  }

  private static List<Float> list(float[] values) {
    Float[] list = new Float[values.length];
    for (int i = 0; i < values.length; i++) {
      list[i] = values[i];
    }
    return List.of(list);
  }

  /** All members of a run, each on a thread of its own. */
  Map<Member, End> runAll(
      String run,
      int workers,
      Map<String, String> options,
      Function<Member, TrainingEngine> engine) {
    return runAll(run, workers, options, engine, member -> () -> LONG);
  }

  Map<Member, End> runAll(
      String run,
      int workers,
      Map<String, String> options,
      Function<Member, TrainingEngine> engine,
      Function<Member, LongSupplier> remaining) {
    Map<Member, CompletableFuture<End>> ends = new LinkedHashMap<>();
    List<Member> members = new ArrayList<>(Member.workers(workers));
    members.add(new Member(Mlless.SUPERVISOR, 0));
    for (Member member : members) {
      ends.put(
          member,
          CompletableFuture.supplyAsync(
              () ->
                  run(
                      "mlless",
                      run,
                      member,
                      options,
                      engine.apply(member),
                      remaining.apply(member)),
              threads));
    }
    Map<Member, End> joined = new LinkedHashMap<>();
    ends.forEach((member, end) -> joined.put(member, end.join()));
    return joined;
  }

  /** What one process comes to that does the same arithmetic: one update a step. */
  List<Float> reference(String run) {
    return run(
            "single",
            run,
            Member.worker(0),
            Map.of("updateAfter", "step"),
            new TinyEngine(),
            () -> LONG)
        .state();
  }

  @Override
  public void close() {
    threads.shutdownNow();
    resources.close();
  }
}
