package io.spirt.emulator;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits for what other processes do. */
final class Waiting {
  private static final Duration LOOK = Duration.ofMillis(250);

  private Waiting() {}

  /**
   * Looks again and again until there is something.
   *
   * @throws IllegalStateException if there is nothing after that time
   */
  static <T> T until(String what, Duration limit, Supplier<Optional<T>> look) {
    long end = System.nanoTime() + limit.toNanos();
    while (System.nanoTime() < end) {
      Optional<T> found = look.get();
      if (found.isPresent()) {
        return found.get();
      }
      LockSupport.parkNanos(LOOK.toNanos());
    }
    throw new IllegalStateException(what + " did not happen within " + limit.toSeconds() + " s");
  }
}
