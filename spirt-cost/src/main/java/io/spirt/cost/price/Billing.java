package io.spirt.cost.price;

import io.spirt.deployment.Architecture;

/**
 * The sums that every estimate is made of: an amount times its price. All results are in dollars.
 *
 * @param prices of one region
 */
public record Billing(RegionPrices prices) {
  /** Hours of a month, as AWS counts them for prices by the month. */
  public static final double HOURS_OF_MONTH = 730;

  private static final double SECONDS_OF_HOUR = 3600;
  private static final double MILLIS_OF_SECOND = 1000;
  private static final double ROUNDING = 1e-6;

  /**
   * Invocations of a function, without the price of the requests. Each is billed by the
   * millisecond, rounded up.
   *
   * @param seconds of one invocation, start-up included
   */
  public double functions(
      Architecture architecture, int megabytes, double invocations, double seconds) {
    double billed = Math.ceil(seconds * MILLIS_OF_SECOND - ROUNDING) / MILLIS_OF_SECOND;
    return invocations * billed * prices.functionSecond(architecture, megabytes);
  }

  /** So many of an item: requests, transitions, gigabytes. */
  public double count(Item item, double count) {
    return count * prices.dollars(item);
  }

  /** Instances that run for some seconds. */
  public double instances(String type, double count, double seconds) {
    return count * seconds * prices.instanceSecond(type);
  }

  /** What is paid by the hour, under any name of the price file, for some seconds. */
  public double hourly(String name, double count, double seconds) {
    return count * seconds / SECONDS_OF_HOUR * prices.dollars(name);
  }

  /** What is paid by the month, for some seconds of one. */
  public double monthly(Item item, double count, double seconds) {
    return count * seconds / (HOURS_OF_MONTH * SECONDS_OF_HOUR) * prices.dollars(item);
  }
}
