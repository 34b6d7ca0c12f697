package io.spirt.local;

import com.fasterxml.jackson.databind.JsonNode;
import io.spirt.functions.PermanentException;
import io.spirt.functions.StageEvent;
import io.spirt.monitor.RunFailedException;
import io.spirt.statemachine.interpreter.TaskFailedException;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls functions outside of a state machine, and again if they fail, as a state machine would.
 * Thread-safe.
 */
final class Calls {
  private static final Logger LOG = LoggerFactory.getLogger(Calls.class);
  private static final int ATTEMPTS = 3;
  private static final long PAUSE_MILLIS = 200;

  private final Function<StageEvent, CompletableFuture<JsonNode>> functions;
  private final Pause pause;

  Calls(Function<StageEvent, CompletableFuture<JsonNode>> functions, Pause pause) {
    this.functions = functions;
    this.pause = pause;
  }

  /**
   * Calls a function and waits for its result.
   *
   * @throws RunFailedException if it failed for good
   */
  JsonNode call(StageEvent event) {
    for (int attempt = 1; ; attempt++) {
      try {
        return functions.apply(event).join();
      } catch (CompletionException e) {
        String what = event.stage() + " of rank " + event.rank() + ": " + cause(e).getMessage();
        if (attempt == ATTEMPTS || isPermanent(cause(e))) {
          throw new RunFailedException(what, cause(e));
        }
        LOG.info("once more: {}", what);
        pause.millis(PAUSE_MILLIS * attempt);
      }
    }
  }

  private static Throwable cause(CompletionException e) {
    return e.getCause() == null ? e : e.getCause();
  }

  private static boolean isPermanent(Throwable error) {
    return error instanceof TaskFailedException failed
        && failed.error().equals(PermanentException.class.getName());
  }

  /**
   * Does something for several peers at the same time and waits for all.
   *
   * @param failed told of those for which it failed, which are left out of what is returned
   */
  static <T> SortedMap<Integer, T> forEach(
      Collection<Integer> ranks, IntFunction<T> work, RankFailure failed) {
    SortedMap<Integer, CompletableFuture<T>> running = new TreeMap<>();
    for (int rank : ranks) {
      running.put(
          rank,
          CompletableFuture.supplyAsync(
              () -> work.apply(rank), task -> Background.start("peer-" + rank, task)));
    }
    SortedMap<Integer, T> results = new TreeMap<>();
    running.forEach(
        (rank, result) -> {
          try {
            results.put(rank, result.join());
          } catch (CompletionException e) {
            failed.accept(rank, cause(e));
          }
        });
    return results;
  }

  /** Takes a peer and why something failed for it. */
  @FunctionalInterface
  interface RankFailure {
    void accept(int rank, Throwable cause);
  }
}
