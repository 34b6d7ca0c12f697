package io.spirt.cli.cost;

import java.util.Locale;

/** Dollars and amounts for people: the same on every machine, whatever its language. */
final class Amounts {
  private static final double CENT_FRACTION = 0.00005;
  private static final double LARGE = 100;
  private static final double LEAST_PERCENT = 0.1;

  private Amounts() {}

  /** Four places up to 100 dollars, two above; {@code <0.0001} for less, {@code -} for nothing. */
  static String dollars(double dollars) {
    if (dollars == 0) {
      return "-";
    }
    if (isTiny(dollars)) {
      return "<0.0001";
    }
    return String.format(Locale.ROOT, dollars < LARGE ? "%.4f" : "%,.2f", dollars);
  }

  /** True for dollars that four places do not show. */
  static boolean isTiny(double dollars) {
    return dollars < CENT_FRACTION;
  }

  /** Cents are enough for what is paid by the day. */
  static String cents(double dollars) {
    return String.format(Locale.ROOT, "%,.2f", dollars);
  }

  /** A whole number where it is one or large, else some places. */
  static String amount(double amount) {
    if (amount == Math.rint(amount) || amount >= LARGE) {
      return String.format(Locale.ROOT, "%,.0f", amount);
    }
    return String.format(Locale.ROOT, amount < 1 ? "%.4f" : "%.1f", amount);
  }

  /** How much of a limit is used, in percent. */
  static String percent(double part) {
    double percent = 100 * part;
    if (percent < LEAST_PERCENT) {
      return "<0.1 %";
    }
    return String.format(Locale.ROOT, percent < 1 ? "%.1f %%" : "%,.0f %%", percent);
  }
}
