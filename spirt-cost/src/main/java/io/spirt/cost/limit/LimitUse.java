package io.spirt.cost.limit;

/**
 * How much of a limit a job takes.
 *
 * @param name what is limited, with its unit
 * @param value what the job needs
 * @param limit what is allowed, or null if nothing limits it
 * @param fixed true if AWS raises it for nobody
 * @param remedy what to do if it does not fit; empty if it does
 */
public record LimitUse(String name, double value, Double limit, boolean fixed, String remedy) {

  /** A limit, with the remedy kept only if it is needed. */
  static LimitUse of(String name, double value, double limit, boolean fixed, String remedy) {
    return new LimitUse(name, value, limit, fixed, value > limit ? remedy : "");
  }

  /** Something that is worth knowing and that nothing limits. */
  static LimitUse unlimited(String name, double value) {
    return new LimitUse(name, value, null, false, "");
  }

  /** True if the job stays within it. */
  public boolean fits() {
    return limit == null || value <= limit;
  }
}
