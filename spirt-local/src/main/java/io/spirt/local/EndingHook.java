package io.spirt.local;

import java.util.function.Supplier;

/** What happens to a run when its process is told to end, as by Ctrl-C. */
public final class EndingHook {
  private static final long MOST_MILLIS_TO_END = 20_000;

  private EndingHook() {}

  /**
   * Does {@code work}. If the process is told to end meanwhile, {@code interrupt} is called and the
   * work has a while to come to its end.
   *
   * @param interrupt makes the work end; called from another thread
   */
  public static <T> T during(Runnable interrupt, Supplier<T> work) {
    Thread running = Thread.currentThread();
    Thread hook = new Thread(() -> end(interrupt, running), "spirt-end");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      return work.get();
    } finally {
      remove(hook);
    }
  }

  private static void end(Runnable interrupt, Thread running) {
    interrupt.run();
    try {
      running.join(MOST_MILLIS_TO_END);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void remove(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending: the hook is what brought us here.
    }
  }
}
