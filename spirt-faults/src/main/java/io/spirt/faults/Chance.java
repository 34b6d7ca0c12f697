package io.spirt.faults;

import java.util.Arrays;
import java.util.Objects;
import java.util.SplittableRandom;

/**
 * Random numbers that depend on what they are drawn for and not on when: threads may ask in any
 * order, and each still gets the same.
 */
final class Chance {
  private final long seed;

  Chance(long seed) {
    this.seed = seed;
  }

  /** The numbers for a purpose that these parts name; they print the same in every run. */
  SplittableRandom of(Object... parts) {
    long state = new SplittableRandom(seed).nextLong();
    for (String part : Arrays.stream(parts).map(Objects::toString).toList()) {
      for (int i = 0; i < part.length(); i++) {
        state = state * 0x100000001B3L + part.charAt(i);
      }
      state = new SplittableRandom(state).nextLong();
    }
    return new SplittableRandom(state);
  }
}
