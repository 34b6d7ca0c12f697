package io.spirt.local;

import io.spirt.functions.EntryPoint;
import io.spirt.functions.StageEvent;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;

/** Runs functions on threads of this process, which cannot be killed. */
final class ThreadRunner implements FunctionRunner, AutoCloseable {
  private final Supplier<EntryPoint> handlers;
  private final ExecutorService threads;

  private ThreadRunner(Supplier<EntryPoint> handlers, ExecutorService threads) {
    this.handlers = handlers;
    this.threads = threads;
  }

  /** As many threads as there are calls, with the same handlers. */
  ThreadRunner(EntryPoint handlers) {
    this(() -> handlers, Executors.newCachedThreadPool(named("light-function")));
  }

  /**
   * So many threads, each with handlers of its own, as processes have.
   *
   * @param handlers makes them, when a thread first needs them
   */
  ThreadRunner(int size, Supplier<EntryPoint> handlers) {
    this(
        ThreadLocal.withInitial(handlers)::get,
        Executors.newFixedThreadPool(size, named("heavy-function")));
  }

  private static ThreadFactory named(String name) {
    return work -> {
      Thread thread = new Thread(work, name);
      thread.setDaemon(true);
      return thread;
    };
  }

  @Override
  public CompletableFuture<byte[]> run(StageEvent event, Runnable given) {
    CompletableFuture<byte[]> result = new CompletableFuture<>();
    Future<?> running =
        threads.submit(
            () -> {
              try {
                given.run();
                result.complete(handlers.get().handle(event));
              } catch (IOException | RuntimeException e) {
                result.completeExceptionally(e);
              }
            });
    var unused =
        result.whenComplete(
            (value, error) -> {
              if (result.isCancelled()) {
                running.cancel(true);
              }
            });
    return result;
  }

  @Override
  public boolean kill(StageEvent event) {
    return false;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
