package io.spirt.frameworks;

import io.spirt.frameworks.worker.WorkerEvent;
import io.spirt.frameworks.worker.WorkerResult;
import io.spirt.local.pool.FunctionErrorException;
import io.spirt.local.pool.FunctionPool;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Invokes each member until it is done: afresh when its time was short, and after it was lost as
 * often as the run's options allow. Thread-safe.
 */
final class MemberCalls {
  private static final Duration MACHINE = Duration.ofDays(1);

  private final Function<Member, FunctionPool> pools;
  private final Duration limit;
  private final int restarts;
  private final BiConsumer<Member, String> lost;
  private final Map<Member, State> states = new LinkedHashMap<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private boolean closed;

  /** How far a member is. Guarded by the calls' monitor. */
  private static final class State {
    WorkerEvent event;
    int restarted;
    boolean working;
    String failure = "";
    Optional<WorkerResult> result = Optional.empty();

    boolean isOver() {
      return result.isPresent() || !failure.isEmpty();
    }
  }

  /**
   * @param events the first event of each member
   * @param pools where a member's processes are
   * @param lost told of members that are lost, and why
   */
  MemberCalls(
      List<WorkerEvent> events,
      Function<Member, FunctionPool> pools,
      Framework framework,
      FrameworkOptions options,
      BiConsumer<Member, String> lost) {
    this.pools = pools;
    this.limit =
        framework.hasTimeLimit()
            ? Duration.ofSeconds(options.count(FrameworkOptions.TIME_LIMIT))
            : MACHINE;
    this.restarts = options.count(FrameworkOptions.RESTARTS);
    this.lost = lost;
    for (WorkerEvent event : events) {
      State state = new State();
      state.event = event;
      states.put(event.member(), state);
    }
  }

  /** Invokes all. */
  synchronized void begin() {
    states.values().forEach(this::invoke);
  }

  private void invoke(State state) {
    state.working = true;
    state.failure = "";
    WorkerEvent event = state.event;
    CompletableFuture<byte[]> call = pools.apply(event.member()).invoke(event.write(), limit);
    // As Lambda does: a function that is over its time is ended.
    CompletableFuture<Void> alarm =
        CompletableFuture.runAsync(
            () -> call.cancel(true),
            CompletableFuture.delayedExecutor(limit.toMillis(), TimeUnit.MILLISECONDS));
    var unused =
        call.whenComplete(
            (bytes, error) -> {
              alarm.cancel(false);
              settle(state, bytes, error);
            });
  }

  private void settle(State state, byte[] bytes, Throwable error) {
    Member member = state.event.member();
    String why = error == null ? "" : why(error);
    synchronized (this) {
      state.working = false;
      state.event = state.event.next();
      if (closed) {
        state.failure = "the run is ending";
      } else if (error == null) {
        WorkerResult result = WorkerResult.read(bytes);
        if (result.outcome().done()) {
          state.result = Optional.of(result);
        } else {
          invoke(state);
        }
      } else if (isLoss(error) && state.restarted < restarts) {
        state.restarted++;
        invoke(state);
      } else {
        state.failure = why;
      }
      countDownIfOver();
    }
    if (error != null && !closed) {
      lost.accept(member, why);
    }
  }

  /** True if the process ended; false if the member's program said that it cannot go on. */
  private static boolean isLoss(Throwable error) {
    Throwable cause = error instanceof CompletionException ? error.getCause() : error;
    return cause instanceof CancellationException
        || (cause instanceof FunctionErrorException failed && failed.type().startsWith("Runtime."));
  }

  private String why(Throwable error) {
    Throwable cause = error instanceof CompletionException ? error.getCause() : error;
    return cause instanceof CancellationException
        ? "its function took longer than its limit of %d s".formatted(limit.toSeconds())
        : String.valueOf(cause.getMessage());
  }

  /** Kills the process that the member is at work in; false if none is. */
  synchronized boolean kill(Member member) {
    State state = state(member);
    return state.working && pools.apply(member).kill(state.event.write());
  }

  /** Invokes a member once more that was lost. */
  synchronized void restart(Member member) {
    State state = state(member);
    if (state.working || state.result.isPresent()) {
      throw new IllegalStateException(member + " was not lost");
    }
    invoke(state);
  }

  private State state(Member member) {
    State state = states.get(member);
    if (state == null) {
      throw new IllegalArgumentException("there is no " + member);
    }
    return state;
  }

  /** Waits a while; true as soon as all members are over. */
  boolean await(long millis) throws InterruptedException {
    return over.await(millis, TimeUnit.MILLISECONDS);
  }

  private void countDownIfOver() {
    if (closed || states.values().stream().allMatch(State::isOver)) {
      over.countDown();
    }
  }

  /** Members that are at work: neither lost nor done. Who is done has told everything. */
  synchronized List<Member> present() {
    return states.entrySet().stream()
        .filter(entry -> !entry.getValue().isOver())
        .map(Map.Entry::getKey)
        .toList();
  }

  /** How each member ended. */
  synchronized List<MemberEnd> ends() {
    return states.entrySet().stream()
        .map(
            entry ->
                new MemberEnd(entry.getKey(), entry.getValue().result, entry.getValue().failure))
        .toList();
  }

  /** Takes no more results. */
  synchronized void close() {
    closed = true;
    countDownIfOver();
  }
}
