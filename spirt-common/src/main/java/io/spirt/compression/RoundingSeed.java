package io.spirt.compression;

/**
 * Seeds and uniform random numbers of stochastic rounding, by SplitMix64 (Steele, Lea, Flood 2014).
 * The n-th number of a seed is a function of both: encoders need no state.
 */
public final class RoundingSeed {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
  private static final double UNIT = 0x1p-53;

  private RoundingSeed() {}

  /**
   * Of one peer in one round. Peers have different ones: their errors are independent, and the mean
   * over n peers has an n-th of their variance.
   *
   * @param jobSeed {@code /training/seed} of the job
   */
  public static long of(long jobSeed, int round, int rank) {
    long state = mixed(jobSeed + GOLDEN_GAMMA);
    state = mixed(state + (round + 1) * GOLDEN_GAMMA);
    return mixed(state + (rank + 1) * GOLDEN_GAMMA);
  }

  /**
   * The n-th number of a seed.
   *
   * @return at least 0 and below 1, a multiple of 2^-53
   */
  static double uniform(long seed, long n) {
    return (mixed(seed + (n + 1) * GOLDEN_GAMMA) >>> 11) * UNIT;
  }

  /** SplitMix64's output function: spreads neighbouring numbers over all others. */
  private static long mixed(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
