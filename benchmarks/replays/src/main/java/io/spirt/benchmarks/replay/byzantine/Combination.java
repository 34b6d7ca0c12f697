package io.spirt.benchmarks.replay.byzantine;

import io.spirt.benchmarks.replay.RuleChoice;

/**
 * What one run tries.
 *
 * @param attack its name; {@link LyingPeers#NONE} where nobody attacks
 */
record Combination(Setting setting, String attack, RuleChoice rule) {

  /** Whether anybody lies. */
  boolean attacked() {
    return !attack.equals(LyingPeers.NONE);
  }

  /** The fewest peers that the rule needs there. */
  int rulePeersNeeded() {
    return rule.peersNeeded(setting.malicious());
  }

  @Override
  public String toString() {
    return "%s under %s, %s".formatted(rule, attack, setting);
  }
}
