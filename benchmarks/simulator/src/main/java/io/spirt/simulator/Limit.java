package io.spirt.simulator;

/**
 * How much of a limit an epoch asks for.
 *
 * @param name what is limited, with its unit
 * @param value what is asked for
 * @param most what is allowed
 * @param fixed true if AWS raises it for nobody
 * @param stops true if beyond it the epoch cannot be done; false if something waits, or is slower
 */
public record Limit(String name, double value, double most, boolean fixed, boolean stops) {

  /** True if the epoch asks for more than is allowed. */
  public boolean broken() {
    return value > most;
  }
}
