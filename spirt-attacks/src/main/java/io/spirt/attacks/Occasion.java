package io.spirt.attacks;

import java.util.Random;

/**
 * Who attacks when.
 *
 * @param seed of the plan; source of every random choice
 * @param rank the attacker's rank
 * @param round from 0
 * @param peers active peers, the malicious ones too; {@code n} in papers
 * @param attackers malicious peers among them; {@code f} in papers
 */
public record Occasion(long seed, int rank, int round, int peers, int attackers) {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  /** Random numbers of this attacker in this round: the same ones each time. */
  Random random() {
    long state = mixed(seed + GOLDEN_GAMMA);
    state = mixed(state + rank * GOLDEN_GAMMA);
    state = mixed(state + round * GOLDEN_GAMMA);
    return new Random(state);
  }

  /** Spreads neighbouring numbers over all others: SplitMix64's output function. */
  private static long mixed(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
