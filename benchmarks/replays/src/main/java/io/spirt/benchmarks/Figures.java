package io.spirt.benchmarks;

import java.util.Locale;

/** Numbers for people: the same on every machine, whatever its language. */
public final class Figures {
  private static final double BYTES_PER_MEGABYTE = 1e6;
  private static final double MILLIS_PER_SECOND = 1e3;

  private Figures() {}

  /** A whole number, such as {@code 12,345}. */
  public static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** Three or more digits that matter: {@code 0.633}, {@code 7.05}, {@code 73.0}, {@code 1,234}. */
  public static String number(double value) {
    int places = value < 1 ? 3 : value < 10 ? 2 : value < 100 ? 1 : 0;
    return String.format(Locale.ROOT, "%,." + places + "f", value);
  }

  /** How many times, such as {@code 10.4}. */
  public static String times(double ratio) {
    int places = ratio < 10 ? 2 : ratio < 1000 ? 1 : 0;
    return String.format(Locale.ROOT, "%,." + places + "f", ratio);
  }

  /** Megabytes of 1,000,000 bytes, such as {@code 1,436 MB}. */
  public static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%,.1f MB", bytes / BYTES_PER_MEGABYTE);
  }

  /** Whole seconds, at least one. */
  public static String seconds(double millis) {
    return count(Math.max(1, Math.round(millis / MILLIS_PER_SECOND))) + " s";
  }
}
