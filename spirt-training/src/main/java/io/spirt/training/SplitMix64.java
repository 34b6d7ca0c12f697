package io.spirt.training;

/**
 * The random numbers of this module: SplitMix64 (Steele, Lea, Flood 2014). Written out here, with
 * {@link StrictMath}, because peers on different machines and Java versions must draw the same
 * bits. Not thread-safe.
 */
public final class SplitMix64 {
  private static final long GAMMA = 0x9E3779B97F4A7C15L;
  private static final long FNV_OFFSET = 0xCBF29CE484222325L;
  private static final long FNV_PRIME = 0x100000001B3L;
  private static final double ULP = 0x1.0p-53;

  private long state;
  private double spare;
  private boolean hasSpare;

  public SplitMix64(long seed) {
    state = seed;
  }

  /** A stream of its own for {@code name}: its FNV-1a hash is mixed into the seed. */
  public static SplitMix64 of(long seed, String name) {
    long hash = FNV_OFFSET;
    for (int i = 0; i < name.length(); i++) {
      hash = (hash ^ name.charAt(i)) * FNV_PRIME;
    }
    return new SplitMix64(mix(seed + GAMMA) ^ hash);
  }

  /** Stafford's mixer 13: spreads every bit of {@code value} over all bits of the result. */
  public static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }

  public long nextLong() {
    state += GAMMA;
    return mix(state);
  }

  /** Uniform in [0, 1). */
  public double nextDouble() {
    return (nextLong() >>> 11) * ULP;
  }

  /** Uniform in [low, high). */
  public double nextDouble(double low, double high) {
    return low + (high - low) * nextDouble();
  }

  /** Uniform in [0, bound); the bias of at most bound / 2^53 does not matter here. */
  public int nextInt(int bound) {
    return (int) (nextDouble() * bound);
  }

  /** Normal with mean 0 and variance 1 (Box, Muller 1958). */
  public double nextGaussian() {
    if (hasSpare) {
      hasSpare = false;
      return spare;
    }
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - nextDouble()));
    double angle = 2 * StrictMath.PI * nextDouble();
    spare = radius * StrictMath.sin(angle);
    hasSpare = true;
    return radius * StrictMath.cos(angle);
  }
}
