package io.spirt.statemachine.interpreter;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A timer whose time passes only when a test says so. For one thread. */
public final class HandTimer implements Timer {
  private final List<Entry> pending = new ArrayList<>();
  private final List<Duration> asked = new ArrayList<>();
  private Duration now = Duration.ZERO;

  private record Entry(Duration due, Runnable task) {}

  @Override
  public Cancellable schedule(Duration delay, Runnable task) {
    Entry entry = new Entry(now.plus(delay), task);
    asked.add(delay);
    pending.add(entry);
    return () -> pending.remove(entry);
  }

  /** Lets time pass and runs what falls due, in order. */
  public void advance(Duration by) {
    Duration end = now.plus(by);
    while (true) {
      Entry next =
          pending.stream()
              .filter(entry -> entry.due.compareTo(end) <= 0)
              .min(Comparator.comparing(Entry::due))
              .orElse(null);
      if (next == null) {
        break;
      }
      now = next.due;
      pending.remove(next);
      next.task.run();
    }
    now = end;
  }

  /** Delays of what is still to run. */
  List<Duration> pending() {
    return pending.stream().map(entry -> entry.due.minus(now)).toList();
  }

  /** Every delay that was asked for, in order. */
  List<Duration> asked() {
    return asked;
  }
}
