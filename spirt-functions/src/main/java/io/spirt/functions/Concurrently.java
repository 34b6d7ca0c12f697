package io.spirt.functions;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

/** Waits for several peers at the same time. */
final class Concurrently {
  private static final Executor THREADS =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "peer-io");
            thread.setDaemon(true);
            return thread;
          });

  private Concurrently() {}

  /**
   * Runs {@code work} on a thread of its own, but waits no longer than {@code limit}.
   *
   * @param late called if it takes longer, to make it end
   * @return empty if it takes longer, or fails
   */
  static <T> Optional<T> within(Duration limit, Supplier<Optional<T>> work, Runnable late) {
    CompletableFuture<Optional<T>> running = CompletableFuture.supplyAsync(work, THREADS);
    try {
      return running.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      late.run();
      return Optional.empty();
    } catch (ExecutionException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for another peer", e);
    }
  }

  /** Applies {@code work} to each item on a thread of its own; results in the items' order. */
  static <T, R> List<R> map(List<T> items, Function<T, R> work) {
    List<CompletableFuture<R>> running =
        items.stream()
            .map(item -> CompletableFuture.supplyAsync(() -> work.apply(item), THREADS))
            .toList();
    try {
      return running.stream().map(CompletableFuture::join).toList();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }
}
