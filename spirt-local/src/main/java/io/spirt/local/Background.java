package io.spirt.local;

/** Threads that keep no process alive. */
final class Background {
  private Background() {}

  /** Starts a thread. */
  static void start(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }
}
