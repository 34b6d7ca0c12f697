package io.spirt.cost;

/**
 * What a proposal has to stay within.
 *
 * @param dollars most dollars for the whole job, or positive infinity
 * @param seconds most seconds for the whole job, or positive infinity
 */
public record Bounds(double dollars, double seconds) {
  /** No bounds. */
  public static final Bounds NONE = new Bounds(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);

  /** True if both are kept. */
  boolean allow(Candidate candidate) {
    return candidate.dollars() <= dollars && candidate.seconds() <= seconds;
  }

  /** How many times as much as allowed, of the bound that is missed more; at most 1 if none is. */
  double excess(Candidate candidate) {
    return Math.max(candidate.dollars() / dollars, candidate.seconds() / seconds);
  }
}
