package io.spirt.local;

import io.spirt.monitor.RunFailedException;

/** Waits between two tries. Given from outside, so that tests need not wait. */
@FunctionalInterface
interface Pause {
  /** Waits that long. */
  void millis(long millis);

  /** Waits for real. */
  static Pause real() {
    return millis -> {
      try {
        Thread.sleep(millis);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new RunFailedException("interrupted", e);
      }
    };
  }
}
