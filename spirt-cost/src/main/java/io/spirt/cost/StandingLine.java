package io.spirt.cost;

/**
 * What costs money as long as the stacks stand, whether or not a job runs.
 *
 * @param service such as {@code EC2}
 * @param item what of it, with its number
 * @param dollarsADay dollars for 24 hours
 */
public record StandingLine(String service, String item, double dollarsADay) {
  private static final double DAYS_OF_MONTH = 730.0 / 24;

  /** Dollars for a month of 730 hours. */
  public double dollarsAMonth() {
    return dollarsADay * DAYS_OF_MONTH;
  }
}
