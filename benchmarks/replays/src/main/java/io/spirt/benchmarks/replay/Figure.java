package io.spirt.benchmarks.replay;

import java.util.OptionalDouble;

/**
 * One measured quantity.
 *
 * @param key its place in the JSON result; the first dot leads into an object
 * @param label what it is, for people: at most 54 characters
 * @param unit what it is counted in
 * @param measured the value here, or the simulated one; NaN if it could not be had
 * @param published the published value, if there is one
 */
public record Figure(
    String key, String label, Unit unit, double measured, OptionalDouble published) {

  /** A quantity that {@code published} may know by the same key. */
  public static Figure of(
      String key, String label, Unit unit, double measured, Published published) {
    return new Figure(key, label, unit, measured, published.value(key));
  }

  /** A quantity that nobody published. */
  public static Figure here(String key, String label, Unit unit, double measured) {
    return new Figure(key, label, unit, measured, OptionalDouble.empty());
  }

  /** A time that {@code published} may know. */
  public static Figure millis(String key, String label, double measured, Published published) {
    return of(key, label, Unit.MILLIS, measured, published);
  }

  /** A time that {@code published} may know. */
  public static Figure seconds(String key, String label, double measured, Published published) {
    return of(key, label, Unit.SECONDS, measured, published);
  }

  /** A number that {@code published} may know. */
  public static Figure count(String key, String label, long measured, Published published) {
    return of(key, label, Unit.COUNT, (double) measured, published);
  }

  /** How many times, which {@code published} may know. */
  public static Figure ratio(String key, String label, double measured, Published published) {
    return of(key, label, Unit.RATIO, measured, published);
  }

  /** The measured value for people. */
  public String measuredText() {
    return unit.text(measured);
  }

  /** The published value for people; {@code -} where there is none. */
  public String publishedText() {
    return published.isPresent() ? unit.text(published.getAsDouble()) : "-";
  }
}
