package io.spirt.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** Runs the same thing many times at once. */
public final class Threads {
  /** Only ends a test that hangs. */
  private static final int LIMIT_SECONDS = 60;

  private Threads() {}

  /** Starts {@code count} tasks together and returns their results in order. */
  public static <T> List<T> together(int count, IntFunction<T> task) throws Exception {
    CyclicBarrier start = new CyclicBarrier(count);
    List<Callable<T>> calls = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int index = i;
      calls.add(
          () -> {
            start.await();
            return task.apply(index);
          });
    }
    ExecutorService pool = Executors.newFixedThreadPool(count);
    try {
      List<T> results = new ArrayList<>();
      for (Future<T> future : pool.invokeAll(calls, LIMIT_SECONDS, TimeUnit.SECONDS)) {
        results.add(future.get());
      }
      return results;
    } finally {
      pool.shutdownNow();
    }
  }
}
