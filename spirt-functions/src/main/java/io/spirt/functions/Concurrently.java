package io.spirt.functions;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Function;

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
