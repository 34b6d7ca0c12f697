package io.spirt.cli.progress;

import java.util.Locale;

/** Numbers for people: the same on every machine, whatever its language. */
public final class Figures {
  private static final long SECOND = 1_000;
  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;

  private Figures() {}

  /** A whole number, such as {@code 12,345}. */
  public static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** A loss or an accuracy, with three places; {@code -} of the same width where there is none. */
  public static String threePlaces(Double value) {
    return value == null ? "-    " : String.format(Locale.ROOT, "%.3f", value);
  }

  /** Samples per second, such as {@code 1,234 samples/s}. */
  public static String rate(long samples, double millis) {
    return millis <= 0
        ? "- samples/s"
        : count(Math.round((double) samples * SECOND / millis)) + " samples/s";
  }

  /** A time: {@code 2.1 s}, {@code 15 s}, {@code 3 min 05 s} or {@code 2 h 07 min}. */
  public static String duration(double millis) {
    long rounded = Math.round(millis);
    if (rounded < 10 * SECOND - 50) {
      return String.format(Locale.ROOT, "%.1f s", rounded / (double) SECOND);
    }
    long seconds = Math.round(millis / SECOND);
    if (seconds * SECOND < MINUTE) {
      return seconds + " s";
    }
    if (seconds * SECOND < HOUR) {
      return String.format(Locale.ROOT, "%d min %02d s", seconds / 60, seconds % 60);
    }
    long minutes = Math.round(millis / MINUTE);
    return String.format(Locale.ROOT, "%d h %02d min", minutes / 60, minutes % 60);
  }
}
