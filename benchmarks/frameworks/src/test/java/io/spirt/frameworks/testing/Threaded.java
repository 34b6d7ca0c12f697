package io.spirt.frameworks.testing;

import io.spirt.frameworks.Framework;
import io.spirt.frameworks.FrameworkOptions;
import io.spirt.frameworks.Member;
import io.spirt.frameworks.service.ServiceAddresses;
import io.spirt.frameworks.worker.WorkerEvent;
import io.spirt.frameworks.worker.WorkerFunction;
import io.spirt.frameworks.worker.WorkerResult;
import io.spirt.functions.Pauses;
import io.spirt.functions.RunObjects;
import io.spirt.store.ObjectStore;
import io.spirt.testing.SmallEngine;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongSupplier;

/** Runs the members of a framework on threads of the test, until all are done. */
public final class Threaded {
  private Threaded() {}

  /** With all the time in the world. */
  public static Map<Member, WorkerResult> run(
      Framework framework,
      Map<String, String> options,
      ObjectStore store,
      ServiceAddresses services) {
    return run(framework, options, store, services, () -> 900_000);
  }

  /**
   * The members' last results.
   *
   * @param remainingMillis asked for the time left; a member that returns early is invoked afresh
   * @throws java.util.concurrent.CompletionException if one fails
   */
  public static Map<Member, WorkerResult> run(
      Framework framework,
      Map<String, String> options,
      ObjectStore store,
      ServiceAddresses services,
      LongSupplier remainingMillis) {
    FrameworkOptions checked = FrameworkOptions.of(framework, options);
    ExecutorService threads = Executors.newCachedThreadPool();
    try {
      Map<Member, CompletableFuture<WorkerResult>> running = new LinkedHashMap<>();
      for (Member member : framework.members(new RunObjects(store).job(SmallJob.RUN), checked)) {
        WorkerEvent event = new WorkerEvent(framework.id(), SmallJob.RUN, member, checked.all(), 0);
        running.put(
            member,
            CompletableFuture.supplyAsync(
                () -> untilDone(event, store, services, remainingMillis), threads));
      }
      Map<Member, WorkerResult> results = new LinkedHashMap<>();
      running.forEach((member, result) -> results.put(member, result.join()));
      return results;
    } finally {
      threads.shutdownNow();
    }
  }

  private static WorkerResult untilDone(
      WorkerEvent first,
      ObjectStore store,
      ServiceAddresses services,
      LongSupplier remainingMillis) {
    WorkerEvent event = first;
    while (true) {
      WorkerResult result = function(store, services).handle(event, remainingMillis);
      if (result.outcome().done()) {
        return result;
      }
      event = event.next();
    }
  }

  /** A function as a process of its own would have it. */
  public static WorkerFunction function(ObjectStore store, ServiceAddresses services) {
    return new WorkerFunction(
        store, services, SmallEngine::new, InstantSource.system(), System::nanoTime, Pauses.real());
  }
}
