package io.spirt.frameworks.lambdaml;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * Whether the function's time suffices for one thing more. It keeps back what a checkpoint takes,
 * and expects everything to take half as long again as it ever did. Not thread-safe.
 */
final class TimeLimit {
  private static final Duration MARGIN = Duration.ofSeconds(1);

  private final Supplier<Duration> remaining;
  private final InstantSource clock;
  private Duration longestStep = Duration.ZERO;
  private Duration longestCheckpoint = Duration.ZERO;

  TimeLimit(Supplier<Duration> remaining, InstantSource clock) {
    this.remaining = remaining;
    this.clock = clock;
  }

  /** True if a further step might not leave the time for a checkpoint. */
  boolean isShortForStep() {
    return remaining.get().compareTo(reserve().plus(ample(longestStep))) < 0;
  }

  /**
   * Called while waiting.
   *
   * @throws TimeIsShortException if there is just enough left for a checkpoint
   */
  void checkWaiting() {
    if (remaining.get().compareTo(reserve()) < 0) {
      throw new TimeIsShortException();
    }
  }

  private Duration reserve() {
    return MARGIN.plus(ample(longestCheckpoint));
  }

  private static Duration ample(Duration time) {
    return time.plus(time.dividedBy(2));
  }

  void step(Runnable step) {
    longestStep = longer(longestStep, step);
  }

  void checkpoint(Runnable checkpoint) {
    longestCheckpoint = longer(longestCheckpoint, checkpoint);
  }

  private Duration longer(Duration before, Runnable work) {
    Instant begin = clock.instant();
    work.run();
    Duration taken = Duration.between(begin, clock.instant());
    return taken.compareTo(before) > 0 ? taken : before;
  }
}
