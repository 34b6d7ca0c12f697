package io.spirt.functions;

/** Waits between two looks at another peer. Given to the stages, so that tests need not wait. */
public interface Pauses {
  /** Waits that long. */
  void pause(long millis);

  /** Waits for real. */
  static Pauses real() {
    return millis -> {
      try {
        Thread.sleep(millis);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while waiting for other peers", e);
      }
    };
  }
}
