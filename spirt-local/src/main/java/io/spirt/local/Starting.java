package io.spirt.local;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Waits for things that start at the same time. */
final class Starting {
  private Starting() {}

  /**
   * All of them, in order.
   *
   * @throws RuntimeException what made the first fail; those that did start are closed
   */
  static <T extends AutoCloseable> List<T> all(List<CompletableFuture<T>> starting) {
    List<T> started = new ArrayList<>();
    RuntimeException failure = null;
    for (CompletableFuture<T> one : starting) {
      try {
        started.add(one.join());
      } catch (CompletionException e) {
        failure =
            failure != null ? failure : e.getCause() instanceof RuntimeException cause ? cause : e;
      }
    }
    if (failure != null) {
      Closing.all(started);
      throw failure;
    }
    return started;
  }
}
