package io.spirt.frameworks.p2p;

import io.spirt.frameworks.MemberFailedException;
import io.spirt.frameworks.worker.WorkerContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** Looks again and again, at growing intervals, until something is there or patience ends. */
final class Waiting {
  private static final int FIRST_MILLIS = 2;
  private static final int LONGEST_MILLIS = 50;

  private final WorkerContext context;

  Waiting(WorkerContext context) {
    this.context = context;
  }

  /**
   * What {@code look} finds at last.
   *
   * @param problem says what did not come
   * @throws MemberFailedException when the run's patience has ended
   */
  <T> T until(Supplier<Optional<T>> look, Supplier<String> problem) {
    Duration patience = context.patience();
    Instant end = context.clock().instant().plus(patience);
    long pause = FIRST_MILLIS;
    while (true) {
      Optional<T> found = look.get();
      if (found.isPresent()) {
        return found.get();
      }
      if (context.clock().instant().isAfter(end)) {
        throw new MemberFailedException(
            "%s waited %d s in vain: %s; see option patienceSeconds"
                .formatted(context.member(), patience.toSeconds(), problem.get()));
      }
      context.pauses().pause(pause);
      pause = Math.min(LONGEST_MILLIS, 2 * pause);
    }
  }
}
