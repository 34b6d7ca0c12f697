package io.spirt.faults;

import io.spirt.statemachine.interpreter.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A timer whose time a test moves. */
final class HandTimer implements Timer {
  private record Task(long atMillis, Runnable work) {}

  private final List<Task> tasks = new ArrayList<>();
  private long nowMillis;

  @Override
  public synchronized Cancellable schedule(Duration delay, Runnable work) {
    Task task = new Task(nowMillis + delay.toMillis(), work);
    tasks.add(task);
    return () -> cancel(task);
  }

  private synchronized void cancel(Task task) {
    tasks.remove(task);
  }

  /** Moves time on and runs what is due. */
  void advance(long millis) {
    for (Task task : due(millis)) {
      task.work().run();
    }
  }

  private synchronized List<Task> due(long millis) {
    nowMillis += millis;
    List<Task> due =
        tasks.stream()
            .filter(task -> task.atMillis() <= nowMillis)
            .sorted(Comparator.comparingLong(Task::atMillis))
            .toList();
    tasks.removeAll(due);
    return due;
  }

  synchronized long nanoTime() {
    return nowMillis * 1_000_000;
  }

  /** How many tasks wait. */
  synchronized int waiting() {
    return tasks.size();
  }
}
