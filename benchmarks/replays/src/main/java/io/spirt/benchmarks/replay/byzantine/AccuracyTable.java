package io.spirt.benchmarks.replay.byzantine;

import io.spirt.benchmarks.replay.RuleChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** The outcomes for people: ASCII lines of at most 100 characters. */
final class AccuracyTable {
  private static final double LEARNT = 0.9;

  private AccuracyTable() {}

  /** A table per setting. */
  static List<String> lines(Outcomes outcomes) {
    List<String> lines = new ArrayList<>();
    for (Setting setting : outcomes.settings()) {
      if (!lines.isEmpty()) {
        lines.add("");
      }
      lines.add("%d peers, %d malicious".formatted(setting.peers(), setting.malicious()));
      lines.add(row("", "", "accuracy", "points to no attack", "", "90 %", "honest", ""));
      lines.add(row("attack", "rule", "at the end", "own", "mean's", "at", "digests", "published"));
      outcomes.of(setting).forEach(outcome -> lines.add(row(outcomes, outcome)));
    }
    return lines;
  }

  /** What is trained, in a line. */
  static String setting(Scenario.Training training) {
    String samples =
        training.samples().isPresent() ? training.samples().getAsInt() + " of " : "all of ";
    return String.format(
        Locale.ROOT,
        "%s on %s%s, batches of %d; %d rounds, %d an epoch; rate %s, momentum %s, seed %d",
        training.model(),
        samples,
        training.dataset(),
        training.batchSize(),
        training.rounds(),
        training.roundsPerEpoch(),
        training.learningRate(),
        training.momentum(),
        training.seed());
  }

  private static String row(Outcomes outcomes, Outcome outcome) {
    Combination combination = outcome.combination();
    String published = PublishedCurves.text(combination).orElse("-");
    if (outcome.end() == Outcome.End.TOO_FEW_PEERS) {
      return row(combination, outcome.why(), "", "", "", "", published);
    }
    OptionalDouble accuracy = outcome.finalAccuracy();
    OptionalInt learnt = outcome.firstRoundAt(LEARNT);
    Setting setting = combination.setting();
    return row(
        combination,
        ended(outcome),
        points(accuracy, outcomes.unattacked(setting, combination.rule())),
        points(accuracy, outcomes.unattacked(setting, RuleChoice.MEAN)),
        learnt.isPresent() ? Integer.toString(learnt.getAsInt()) : "-",
        digests(outcome),
        published);
  }

  private static String digests(Outcome outcome) {
    if (outcome.end() == Outcome.End.BROKE_DOWN) {
      return "-";
    }
    return outcome.honestAgree() ? "equal" : "DIFFER";
  }

  private static String ended(Outcome outcome) {
    if (outcome.end() == Outcome.End.BROKE_DOWN) {
      return "broke down @" + outcome.lastRound();
    }
    if (!outcome.lied()) {
      return "NOT ATTACKED";
    }
    return String.format(Locale.ROOT, "%.3f", outcome.finalAccuracy().orElse(Double.NaN));
  }

  private static String points(OptionalDouble accuracy, OptionalDouble without) {
    return accuracy.isEmpty() || without.isEmpty()
        ? "-"
        : String.format(
            Locale.ROOT, "%+.1f", 100 * (accuracy.getAsDouble() - without.getAsDouble()));
  }

  private static String row(
      Combination combination,
      String end,
      String own,
      String means,
      String learnt,
      String digests,
      String published) {
    return row(
        combination.attack(),
        combination.rule().toString(),
        end,
        own,
        means,
        learnt,
        digests,
        published);
  }

  private static String row(
      String attack,
      String rule,
      String end,
      String own,
      String means,
      String learnt,
      String digests,
      String published) {
    return String.format(
            Locale.ROOT,
            "%-10s %-22s %14s %9s %9s %7s %7s  %s",
            attack,
            rule,
            end,
            own,
            means,
            learnt,
            digests,
            published)
        .stripTrailing();
  }
}
