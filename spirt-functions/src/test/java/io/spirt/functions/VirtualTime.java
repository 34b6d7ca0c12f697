package io.spirt.functions;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * A clock and the pauses that belong to it. Stages at work are known by their threads; when all of
 * them pause, time jumps to the end of the shortest pause. So nobody waits for real, and however
 * slow the machine is, no deadline passes while a stage works.
 */
final class VirtualTime implements InstantSource, Pauses {

  /** One thread that pauses. */
  private static final class Sleeper {
    private final long untilMillis;
    private final Object alarm;
    private boolean awake;

    Sleeper(long untilMillis, Object alarm) {
      this.untilMillis = untilMillis;
      this.alarm = alarm;
    }
  }

  private final ThreadLocal<Boolean> known = ThreadLocal.withInitial(() -> false);
  private final List<Sleeper> sleepers = new ArrayList<>();
  private long nowMillis = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
  private int atWork;

  @Override
  public synchronized Instant instant() {
    return Instant.ofEpochMilli(nowMillis);
  }

  /** Lets time pass while nobody is at work. */
  synchronized void advance(Duration step) {
    nowMillis += step.toMillis();
  }

  @Override
  public void pause(long millis) {
    pause(millis, this);
  }

  /** Pauses, but not longer than until somebody calls {@link #wake} with the same alarm. */
  synchronized void pause(long millis, Object alarm) {
    if (!known.get()) {
      throw new IllegalStateException("only stages pause, see together()");
    }
    if (millis <= 0) {
      return;
    }
    Sleeper sleeper = new Sleeper(nowMillis + millis, alarm);
    sleepers.add(sleeper);
    atWork--;
    moveOn();
    try {
      while (!sleeper.awake) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted in a pause", e);
    }
  }

  /** Ends all pauses with that alarm. */
  synchronized void wake(Object alarm) {
    sleepers.stream().filter(sleeper -> sleeper.alarm.equals(alarm)).toList().forEach(this::wake);
    notifyAll();
  }

  private void wake(Sleeper sleeper) {
    sleepers.remove(sleeper);
    sleeper.awake = true;
    atWork++;
  }

  private void moveOn() {
    if (atWork > 0 || sleepers.isEmpty()) {
      return;
    }
    nowMillis =
        Math.max(
            nowMillis, sleepers.stream().mapToLong(sleeper -> sleeper.untilMillis).min().orElse(0));
    sleepers.stream()
        .filter(sleeper -> sleeper.untilMillis <= nowMillis)
        .toList()
        .forEach(this::wake);
    notifyAll();
  }

  /** Does one thing as a stage at work; nothing new within another. */
  <T> T alone(Callable<T> work) {
    if (known.get()) {
      return call(work);
    }
    return together(List.of(work)).get(0);
  }

  /**
   * Does several things at the same time, each as a stage at work.
   *
   * @return their results in order; throws what the first of them threw, after all have ended
   */
  <T> List<T> together(List<Callable<T>> works) {
    if (works.isEmpty()) {
      return List.of();
    }
    List<Ended<T>> ended = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    boolean inside = known.get();
    Group group = new Group(works.size(), inside);
    synchronized (this) {
      atWork += works.size() - (inside ? 1 : 0);
    }
    for (Callable<T> work : works) {
      Ended<T> result = new Ended<>();
      ended.add(result);
      threads.add(new Thread(() -> run(work, result, group), "stage"));
    }
    threads.forEach(Thread::start);
    threads.forEach(VirtualTime::join);
    return ended.stream().map(Ended::get).toList();
  }

  private <T> void run(Callable<T> work, Ended<T> result, Group group) {
    known.set(true);
    try {
      result.value = work.call();
    } catch (Throwable e) {
      result.failure = e;
    } finally {
      leave(group);
    }
  }

  private synchronized void leave(Group group) {
    group.left--;
    // The last one hands its place back to whoever waits for all of them.
    if (group.left > 0 || !group.inside) {
      atWork--;
      moveOn();
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static <T> T call(Callable<T> work) {
    try {
      return work.call();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Threads that somebody waits for. */
  private static final class Group {
    private final boolean inside;
    private int left;

    Group(int size, boolean inside) {
      this.left = size;
      this.inside = inside;
    }
  }

  /** How a thread ended. */
  private static final class Ended<T> {
    private T value;
    private Throwable failure;

    T get() {
      if (failure instanceof RuntimeException e) {
        throw e;
      }
      if (failure instanceof Error e) {
        throw e;
      }
      if (failure != null) {
        throw new IllegalStateException(failure);
      }
      return value;
    }
  }
}
