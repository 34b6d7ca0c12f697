package io.spirt.local;

import io.spirt.functions.EntryPoint;
import io.spirt.functions.StageEvent;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs functions on threads of this process, which cannot be killed. */
final class ThreadRunner implements FunctionRunner, AutoCloseable {
  private final EntryPoint handlers;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "light-function");
            thread.setDaemon(true);
            return thread;
          });

  ThreadRunner(EntryPoint handlers) {
    this.handlers = handlers;
  }

  @Override
  public CompletableFuture<byte[]> run(StageEvent event, Runnable given) {
    CompletableFuture<byte[]> result = new CompletableFuture<>();
    Future<?> running =
        threads.submit(
            () -> {
              try {
                given.run();
                result.complete(handlers.handle(event));
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
