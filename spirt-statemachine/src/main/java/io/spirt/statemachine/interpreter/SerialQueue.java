package io.spirt.statemachine.interpreter;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs tasks one at a time, in order, on the threads of those who bring them: whoever finds the
 * queue idle works it off. No lock is held meanwhile, and a task that is brought by a running one
 * waits its turn, so that long chains do not deepen the stack.
 */
final class SerialQueue {
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();

  /** Tasks must not throw. */
  void execute(Runnable task) {
    tasks.add(task);
    if (waiting.getAndIncrement() > 0) {
      return;
    }
    do {
      tasks.remove().run();
    } while (waiting.decrementAndGet() > 0);
  }
}
