package io.spirt.local.pool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * A fixed number of warm function processes and a queue of invocations. A process that ends, or is
 * killed because its caller gave up, is replaced; the invocation that it had fails, as on Lambda.
 * Thread-safe.
 */
public final class FunctionPool implements AutoCloseable {
  private static final int MOST_FAILED_STARTS = 3;

  private final FunctionSettings settings;
  private final Path logs;
  private final InstantSource clock;
  private final Deque<Invocation> waiting = new ArrayDeque<>();
  private final Deque<FunctionProcess> idle = new ArrayDeque<>();
  private final Set<FunctionProcess> processes = new LinkedHashSet<>();
  private final Set<FunctionProcess> everIdle = new LinkedHashSet<>();
  private int started;
  private int failedStarts;
  private String broken = "";
  private boolean closed;

  /**
   * Starts the processes; they become ready later.
   *
   * @param size number of processes, at least 1
   * @param logs folder for what they print
   */
  public FunctionPool(int size, FunctionSettings settings, Path logs, InstantSource clock) {
    if (size < 1) {
      throw new IllegalArgumentException("a pool needs at least 1 process, not " + size);
    }
    this.settings = settings;
    this.logs = logs;
    this.clock = clock;
    for (int i = 0; i < size; i++) {
      startOne();
    }
  }

  /**
   * Calls the function.
   *
   * @param event JSON
   * @param timeout told to the function as its deadline
   * @return completed with the response, or with {@link FunctionErrorException}; cancelling it
   *     kills the process that works on it
   */
  public CompletableFuture<byte[]> invoke(byte[] event, Duration timeout) {
    return invoke(event, timeout, () -> {});
  }

  /**
   * Calls the function.
   *
   * @param event JSON
   * @param timeout told to the function as its deadline
   * @param given called once a process has taken the event; quick
   * @return as {@link #invoke(byte[], Duration)}
   */
  public CompletableFuture<byte[]> invoke(byte[] event, Duration timeout, Runnable given) {
    Invocation invocation = new Invocation(event, clock.instant().plus(timeout), given);
    var unused = invocation.result().whenComplete((response, error) -> forget(invocation));
    synchronized (this) {
      if (!broken.isEmpty()) {
        invocation
            .result()
            .completeExceptionally(new FunctionErrorException("Runtime.ExitError", broken));
        return invocation.result();
      }
      waiting.add(invocation);
      assign();
    }
    return invocation.result();
  }

  /**
   * Kills the process that works on that event, in the middle of whatever it does.
   *
   * @param event as it was given to {@link #invoke(byte[], Duration)}
   * @return false if none does
   */
  public synchronized boolean kill(byte[] event) {
    Optional<FunctionProcess> working =
        processes.stream().filter(process -> process.isWorkingOn(event)).findFirst();
    working.ifPresent(FunctionProcess::kill);
    return working.isPresent();
  }

  /** Process ids, for tests that kill. */
  public synchronized List<Long> pids() {
    return processes.stream().map(FunctionProcess::pid).toList();
  }

  private synchronized void startOne() {
    try {
      Path log = logs.resolve("function-" + started++ + ".log");
      processes.add(FunctionProcess.start(settings, log, this::onIdle, this::onEnd));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start a function process", e);
    }
  }

  private synchronized void onIdle(FunctionProcess process) {
    if (processes.contains(process)) {
      everIdle.add(process);
      failedStarts = 0;
      idle.add(process);
      assign();
    }
  }

  /** Gives waiting invocations to idle processes. */
  private void assign() {
    while (!waiting.isEmpty() && !idle.isEmpty()) {
      idle.poll().give(waiting.poll());
    }
  }

  private void onEnd(FunctionProcess process, String initError) {
    Invocation lost;
    synchronized (this) {
      boolean expected = !processes.remove(process);
      idle.remove(process);
      // Only now: until it was taken off the idle ones it could be given an invocation.
      lost = process.current();
      if (!everIdle.remove(process) && !expected) {
        failedStarts++;
      }
      if (failedStarts >= MOST_FAILED_STARTS) {
        fail(initError);
      } else if (!closed) {
        replace();
      }
    }
    process.close();
    if (lost != null) {
      lost.result()
          .completeExceptionally(
              new FunctionErrorException(
                  "Runtime.ExitError", "the function process " + process.pid() + " ended"));
    }
  }

  private void replace() {
    try {
      startOne();
    } catch (UncheckedIOException e) {
      fail(String.valueOf(e.getCause().getMessage()));
    }
  }

  private void fail(String initError) {
    refuseAll(
            "function processes cannot start"
                + (initError.isEmpty() ? "" : ": " + initError)
                + "; see "
                + logs)
        .run();
  }

  /** Takes nothing more, because of {@code reason}; returns what fails those that still wait. */
  private Runnable refuseAll(String reason) {
    broken = reason;
    FunctionErrorException error = new FunctionErrorException("Runtime.ExitError", broken);
    List<Invocation> lost = new ArrayList<>(waiting);
    waiting.clear();
    return () -> lost.forEach(invocation -> invocation.result().completeExceptionally(error));
  }

  /** After a cancellation: what is still queued goes, what is at work is killed. */
  private void forget(Invocation invocation) {
    if (!invocation.result().isCancelled()) {
      return;
    }
    synchronized (this) {
      if (!waiting.remove(invocation)) {
        processes.stream()
            .filter(process -> process.isWorkingOn(invocation))
            .forEach(FunctionProcess::kill);
      }
    }
  }

  @Override
  public void close() {
    List<FunctionProcess> all;
    Runnable failWaiting;
    synchronized (this) {
      closed = true;
      all = List.copyOf(processes);
      processes.clear();
      idle.clear();
      failWaiting = refuseAll("the function pool is closed");
    }
    failWaiting.run();
    all.forEach(FunctionProcess::kill);
    all.forEach(FunctionProcess::close);
  }
}
