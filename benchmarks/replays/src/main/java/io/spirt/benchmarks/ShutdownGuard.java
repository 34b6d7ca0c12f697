package io.spirt.benchmarks;

/** Runs something when the JVM is told to end, for example by Ctrl-C, while this is open. */
final class ShutdownGuard implements AutoCloseable {
  private final Thread hook;
  private volatile boolean ending;

  /**
   * @param atEnd must be safe to call from another thread
   */
  ShutdownGuard(Runnable atEnd) {
    this.hook =
        new Thread(
            () -> {
              ending = true;
              atEnd.run();
            },
            "benchmark-shutdown");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Whether the JVM is ending: failures are of no interest then. */
  boolean isEnding() {
    return ending;
  }

  @Override
  public void close() {
    if (ending) {
      return;
    }
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      ending = true;
    }
  }
}
