package io.spirt.aggregation;

/** The generator (Steele, Lea, Flood 2014) that {@code make_golden.py} has too. */
final class SplitMix64 {
  private long state;

  SplitMix64(long seed) {
    this.state = seed;
  }

  private long next() {
    state += 0x9E3779B97F4A7C15L;
    long z = state;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** From 0 to {@code limit - 1}. */
  int below(int limit) {
    return (int) ((next() >>> 33) % limit);
  }

  /** About normal: the sum of four uniform numbers, between -2 and 2. */
  float value() {
    long sum = 0;
    for (int i = 0; i < 4; i++) {
      sum += next() >>> 40;
    }
    return (float) (sum * 0x1p-24 - 2);
  }
}
