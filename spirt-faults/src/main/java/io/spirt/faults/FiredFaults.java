package io.spirt.faults;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Notes what has happened. Thread-safe. */
final class FiredFaults {
  private final LongSupplier nanoTime;
  private final List<FiredFault> fired = new ArrayList<>();
  private long startNanos;

  /**
   * @param nanoTime nanoseconds since whenever
   */
  FiredFaults(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.startNanos = nanoTime.getAsLong();
  }

  /** Time counts from now. */
  synchronized void start() {
    startNanos = nanoTime.getAsLong();
  }

  synchronized void add(Planned<?> planned, String what) {
    long millis = TimeUnit.NANOSECONDS.toMillis(nanoTime.getAsLong() - startNanos);
    fired.add(new FiredFault(planned.fault(), millis, what));
  }

  /** In the order of time. */
  synchronized List<FiredFault> all() {
    return fired.stream().sorted(Comparator.comparingLong(FiredFault::millis)).toList();
  }
}
