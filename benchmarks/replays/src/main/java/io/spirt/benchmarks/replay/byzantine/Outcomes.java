package io.spirt.benchmarks.replay.byzantine;

import io.spirt.benchmarks.replay.RuleChoice;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What came of a scenario, in the order in which it was run.
 *
 * @param all as far as it got
 */
record Outcomes(List<Outcome> all) {

  Outcomes {
    all = List.copyOf(all);
  }

  /** Those of a setting. */
  List<Outcome> of(Setting setting) {
    return all.stream().filter(one -> one.combination().setting().equals(setting)).toList();
  }

  /** Those of a setting under an attack. */
  List<Outcome> of(Setting setting, String attack) {
    return of(setting).stream().filter(one -> one.combination().attack().equals(attack)).toList();
  }

  /** The settings that were tried. */
  List<Setting> settings() {
    return all.stream().map(one -> one.combination().setting()).distinct().toList();
  }

  /** The attacks that were tried in a setting. */
  List<String> attacks(Setting setting) {
    return of(setting).stream().map(one -> one.combination().attack()).distinct().toList();
  }

  /** What a rule reached in a setting where nobody attacked; empty if that was not tried. */
  OptionalDouble unattacked(Setting setting, RuleChoice rule) {
    Optional<Outcome> found =
        of(setting, LyingPeers.NONE).stream()
            .filter(one -> one.combination().rule().equals(rule))
            .filter(one -> one.end() == Outcome.End.TRAINED)
            .findFirst();
    return found.map(Outcome::finalAccuracy).orElseGet(OptionalDouble::empty);
  }

  /** What an outcome is measured by: the rule's own accuracy without attack, else the mean's. */
  OptionalDouble baseline(Combination combination) {
    OptionalDouble own = unattacked(combination.setting(), combination.rule());
    return own.isPresent() ? own : unattacked(combination.setting(), RuleChoice.MEAN);
  }
}
