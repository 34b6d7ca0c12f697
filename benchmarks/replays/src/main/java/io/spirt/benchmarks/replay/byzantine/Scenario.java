package io.spirt.benchmarks.replay.byzantine;

import io.spirt.benchmarks.replay.RuleChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * All that is tried.
 *
 * @param settings each is tried with every attack
 * @param attacks each is tried with every rule
 * @param rules the aggregation rules
 * @param training what is trained on what
 */
record Scenario(
    List<Setting> settings, List<String> attacks, List<RuleChoice> rules, Training training) {

  /**
   * What is trained.
   *
   * @param model the network, a name of the job schema
   * @param dataset a name of the job schema
   * @param samples most samples taken, those for validation included; all without
   * @param batchSize most samples of a batch
   * @param rounds exchanges and updates, a multiple of {@code roundsPerEpoch}
   * @param roundsPerEpoch of them; accuracy is looked at once an epoch
   * @param learningRate of the updates
   * @param momentum of the updates
   * @param seed source of every random choice
   */
  record Training(
      String model,
      String dataset,
      OptionalInt samples,
      int batchSize,
      int rounds,
      int roundsPerEpoch,
      double learningRate,
      double momentum,
      long seed) {

    /** Passes over the data. */
    int epochs() {
      return rounds / roundsPerEpoch;
    }
  }

  Scenario {
    settings = List.copyOf(settings);
    attacks = List.copyOf(attacks);
    rules = List.copyOf(rules);
  }

  /** Every run, in the order in which they are run: what is compared follows each other. */
  List<Combination> combinations() {
    List<Combination> all = new ArrayList<>();
    for (Setting setting : settings) {
      for (String attack : attacks) {
        rules.forEach(rule -> all.add(new Combination(setting, attack, rule)));
      }
    }
    return all;
  }
}
