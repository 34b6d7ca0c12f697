package io.spirt.benchmarks.replay;

import io.spirt.benchmarks.Figures;
import java.util.Locale;

/** What a figure is counted in. */
public enum Unit {
  /** Milliseconds; people are shown seconds. */
  MILLIS,
  /** Seconds. */
  SECONDS,
  /** A whole number. */
  COUNT,
  /** Bytes; people are shown megabytes. */
  BYTES,
  /** United States dollars. */
  DOLLARS,
  /** 0 to 100. */
  PERCENT,
  /** How many times. */
  RATIO;

  private static final double MILLIS_PER_SECOND = 1e3;
  private static final double BYTES_PER_KILOBYTE = 1e3;
  private static final double BYTES_PER_MEGABYTE = 1e6;

  /** A value for people, with its unit; {@code -} for one that is no number. */
  public String text(double value) {
    if (!Double.isFinite(value)) {
      return "-";
    }
    return switch (this) {
      case MILLIS -> String.format(Locale.ROOT, "%,.2f s", value / MILLIS_PER_SECOND);
      case SECONDS -> seconds(value);
      case COUNT -> Figures.count(Math.round(value));
      case BYTES -> bytes(value);
      case DOLLARS -> String.format(Locale.ROOT, "$%,.6f", value);
      case PERCENT -> String.format(Locale.ROOT, "%.1f %%", value);
      case RATIO -> Figures.times(value) + " x";
    };
  }

  private static String seconds(double value) {
    return Math.abs(value) < 0.1 && value != 0
        ? String.format(Locale.ROOT, "%.4f s", value)
        : String.format(Locale.ROOT, "%,.2f s", value);
  }

  private static String bytes(double value) {
    return value < BYTES_PER_MEGABYTE
        ? String.format(Locale.ROOT, "%,.1f kB", value / BYTES_PER_KILOBYTE)
        : String.format(Locale.ROOT, "%,.1f MB", value / BYTES_PER_MEGABYTE);
  }
}
