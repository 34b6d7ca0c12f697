package io.spirt.benchmarks;

/** Wall time of one piece of work. */
public final class Stopwatch {
  private static final double NANOS_PER_MILLI = 1e6;

  private Stopwatch() {}

  /** Milliseconds that the work takes. */
  public static double millis(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / NANOS_PER_MILLI;
  }
}
