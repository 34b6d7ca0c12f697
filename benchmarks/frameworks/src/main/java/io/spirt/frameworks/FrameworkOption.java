package io.spirt.frameworks;

import java.util.List;

/**
 * One option of a framework, given as {@code --option key=value}.
 *
 * @param key its name
 * @param fallback its value where none is given
 * @param description what it does, in one line
 * @param allowed the values that it takes; empty for a number
 * @param least smallest number; not used where values are listed
 * @param most largest number; not used where values are listed
 * @param whole whether the number has to be whole
 */
public record FrameworkOption(
    String key,
    String fallback,
    String description,
    List<String> allowed,
    double least,
    double most,
    boolean whole) {

  /** An option with a few values. */
  public static FrameworkOption choice(
      String key, String fallback, String description, String... allowed) {
    return new FrameworkOption(key, fallback, description, List.of(allowed), 0, 0, false);
  }

  /** An option that is a number. */
  public static FrameworkOption number(
      String key, double fallback, String description, double least, double most) {
    return new FrameworkOption(
        key, Double.toString(fallback), description, List.of(), least, most, false);
  }

  /** An option that is a whole number. */
  public static FrameworkOption count(
      String key, long fallback, String description, long least, long most) {
    return new FrameworkOption(
        key, Long.toString(fallback), description, List.of(), least, most, true);
  }

  /**
   * Says what is wrong with a value.
   *
   * @throws IllegalArgumentException if it suits not
   */
  void check(String value) {
    if (!allowed.isEmpty()) {
      if (!allowed.contains(value)) {
        throw new IllegalArgumentException(
            "option %s is '%s'; it must be one of %s".formatted(key, value, allowed));
      }
      return;
    }
    double number = number(value);
    if (!(number >= least && number <= most) || (whole && number != Math.rint(number))) {
      throw wrong(value);
    }
  }

  private double number(String value) {
    try {
      return Double.parseDouble(value);
    } catch (NumberFormatException e) {
      throw (IllegalArgumentException) wrong(value).initCause(e);
    }
  }

  private IllegalArgumentException wrong(String value) {
    return new IllegalArgumentException(
        "option %s is '%s'; it must be a %snumber from %s to %s"
            .formatted(key, value, whole ? "whole " : "", text(least), text(most)));
  }

  private String text(double limit) {
    return whole ? Long.toString(Math.round(limit)) : Double.toString(limit);
  }
}
