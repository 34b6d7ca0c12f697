package io.spirt.benchmarks.replay;

import java.util.Locale;
import java.util.OptionalDouble;

/**
 * One measured quantity.
 *
 * @param key its place in the JSON result; a dot leads into an object
 * @param label what it is, for people
 * @param unit what it is counted in
 * @param measured the value here
 * @param published the published value, if there is one
 */
public record Figure(
    String key, String label, Unit unit, double measured, OptionalDouble published) {

  /** What a figure is counted in. */
  public enum Unit {
    /** Milliseconds; people are shown seconds. */
    MILLIS {
      @Override
      String text(double value) {
        return String.format(Locale.ROOT, "%,.2f s", value / 1e3);
      }
    },
    /** A whole number. */
    COUNT {
      @Override
      String text(double value) {
        return String.format(Locale.ROOT, "%,d", Math.round(value));
      }
    };

    abstract String text(double value);
  }

  /** A time that {@code published} may know. */
  static Figure millis(String key, String label, double measured, Published published) {
    return new Figure(key, label, Unit.MILLIS, measured, published.value(key));
  }

  /** A number that {@code published} may know. */
  static Figure count(String key, String label, long measured, Published published) {
    return new Figure(key, label, Unit.COUNT, measured, published.value(key));
  }

  String measuredText() {
    return unit.text(measured);
  }

  /** The published value; {@code -} where there is none. */
  String publishedText() {
    return published.isPresent() ? unit.text(published.getAsDouble()) : "-";
  }
}
