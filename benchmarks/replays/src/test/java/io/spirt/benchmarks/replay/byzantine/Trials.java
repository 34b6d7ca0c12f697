package io.spirt.benchmarks.replay.byzantine;

import io.spirt.benchmarks.replay.RuleChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Outcomes of runs that never took place, for tests. */
final class Trials {
  static final Setting FOUR = new Setting(4, 1);

  private Trials() {}

  static Combination combination(String attack, String rule) {
    return new Combination(FOUR, attack, RuleChoice.of(rule));
  }

  /** Trained to the end, with these accuracies by round. */
  static Outcome trained(String attack, String rule, double... accuracies) {
    return outcome(attack, rule, Outcome.End.TRAINED, "", accuracies);
  }

  static Outcome brokeDown(String attack, String rule, double... accuracies) {
    return outcome(attack, rule, Outcome.End.BROKE_DOWN, "values that are not finite", accuracies);
  }

  private static Outcome outcome(
      String attack, String rule, Outcome.End end, String why, double... accuracies) {
    List<Point> points = new ArrayList<>();
    for (double accuracy : accuracies) {
      points.add(new Point(points.size() + 1, accuracy, 1 - accuracy));
    }
    return new Outcome(
        combination(attack, rule),
        end,
        why,
        points,
        /* honestAgree= */ true,
        /* lied= */ true,
        /* seconds= */ 7);
  }

  static Scenario scenario() {
    return new Scenario(
        List.of(FOUR),
        List.of("none", "noise"),
        List.of(RuleChoice.MEAN),
        new Scenario.Training("lenet5", "digits", OptionalInt.of(1000), 64, 2, 1, 0.1, 0.9, 1));
  }

  /** What the paper found, in two rounds. */
  static Outcomes asPublished() {
    return new Outcomes(
        List.of(
            trained("none", "mean", 0.5, 0.95),
            trained("none", "meamed", 0.5, 0.945),
            trained("none", "zeno", 0.5, 0.953),
            trained("none", "krum", 0.5, 0.9),
            Outcome.tooFewPeers(combination("none", "bulyan"), 7),
            trained("noise", "mean", 0.1, 0.098),
            trained("noise", "meamed", 0.5, 0.94),
            trained("noise", "zeno", 0.5, 0.91)));
  }
}
