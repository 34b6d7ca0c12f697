package io.spirt.frameworks.lambdaml;

import io.spirt.frameworks.FrameworkOptions;
import io.spirt.frameworks.Member;
import io.spirt.frameworks.service.ServiceAddresses;
import io.spirt.frameworks.testing.Reference;
import io.spirt.frameworks.testing.SmallJob;
import io.spirt.frameworks.worker.WorkerContext;
import io.spirt.frameworks.worker.WorkerEvent;
import io.spirt.functions.Pauses;
import io.spirt.job.Job;
import io.spirt.store.ObjectStore;
import io.spirt.testing.SmallEngine;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/** Workers on threads, with a store in memory and a clock that stands until it is moved. */
final class Fleet implements AutoCloseable {
  private static final int LOOKS = 100;

  /** Leaves the processor to the others. */
  private static final long PAUSE_NANOS = 20_000;

  static final LongSupplier AMPLE = () -> 900_000;

  final ObjectStore data;
  final ObjectStore shared;
  private final Map<Integer, AtomicLong> looks = new ConcurrentHashMap<>();
  private final LambdaMl framework;
  private final FrameworkOptions options;
  private final AtomicLong millis = new AtomicLong();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  Fleet(LambdaMl framework, Map<String, String> options, Path folder, Job job, int batches) {
    this.framework = framework;
    this.options = FrameworkOptions.of(framework, options);
    this.data = SmallJob.store(folder.resolve("data"), job, batches);
    this.shared = new SharedMemory();
  }

  /** Digest of the params that a plain loop comes to. */
  String expected() {
    return Reference.digest(data, new SmallEngine());
  }

  /** Invokes a worker until it is done; completed with the digest of its params. */
  CompletableFuture<String> start(int rank) {
    return start(rank, 0, store -> store, AMPLE);
  }

  /** The same for a worker that was lost before. */
  CompletableFuture<String> startAgain(int rank) {
    return start(rank, 1, store -> store, AMPLE);
  }

  /**
   * Invokes a worker until it is done.
   *
   * @param view what it sees of the shared store
   * @param remainingMillis asked for the time left
   */
  CompletableFuture<String> start(
      int rank, int invocation, UnaryOperator<ObjectStore> view, LongSupplier remainingMillis) {
    return CompletableFuture.supplyAsync(
        () -> untilDone(rank, invocation, view.apply(shared), remainingMillis), threads);
  }

  private String untilDone(
      int rank, int invocation, ObjectStore seen, LongSupplier remainingMillis) {
    for (int i = invocation; ; i++) {
      WorkerEvent event =
          new WorkerEvent(framework.id(), SmallJob.RUN, Member.worker(rank), options.all(), i);
      InstantSource clock = () -> Instant.ofEpochMilli(millis.get());
      Pauses pauses =
          unused -> {
            looks.computeIfAbsent(rank, none -> new AtomicLong()).incrementAndGet();
            if (Thread.currentThread().isInterrupted()) {
              throw new IllegalStateException("the test is over");
            }
            LockSupport.parkNanos(PAUSE_NANOS);
          };
      try (WorkerContext context =
          new WorkerContext(
              event,
              options,
              data,
              new ServiceAddresses(Map.of()),
              SmallEngine::new,
              remainingMillis,
              clock,
              System::nanoTime,
              pauses)) {
        if (framework.program(ignored -> seen).run(context).done()) {
          return context.replica().digest();
        }
      }
    }
  }

  /** Returns once nothing in the store changes although each of the workers looks and looks. */
  void awaitStandstill(List<Integer> ranks) {
    List<String> before;
    do {
      before = shared.list("");
      ranks.forEach(this::awaitLooks);
    } while (!shared.list("").equals(before));
  }

  private void awaitLooks(int rank) {
    AtomicLong count = looks.computeIfAbsent(rank, none -> new AtomicLong());
    long end = count.get() + LOOKS;
    while (count.get() < end) {
      Thread.onSpinWait();
    }
  }

  /** Time passes. */
  void pass(long milliseconds) {
    millis.addAndGet(milliseconds);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
