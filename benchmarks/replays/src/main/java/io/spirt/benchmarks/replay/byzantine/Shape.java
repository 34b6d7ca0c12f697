package io.spirt.benchmarks.replay.byzantine;

import io.spirt.benchmarks.replay.RuleChoice;
import io.spirt.benchmarks.replay.ShapeFinding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Who holds and who fails, in words, and whether the paper found the same. */
final class Shape {
  private Shape() {}

  /**
   * What can be said of one attack in one setting.
   *
   * @param asPublished empty where the paper has nothing to compare with
   */
  record Sentence(String text, Optional<Boolean> asPublished) {
    /** Empty where the paper has nothing to compare with. */
    Optional<ShapeFinding> finding() {
      return asPublished.map(
          agrees ->
              agrees
                  ? ShapeFinding.agrees(text)
                  : ShapeFinding.differs(
                      text, "data, network, rounds and learning rate are not the paper's."));
    }
  }

  /** A sentence per setting and attack. */
  static List<Sentence> sentences(Outcomes outcomes) {
    List<Sentence> sentences = new ArrayList<>();
    for (Setting setting : outcomes.settings()) {
      for (String attack : outcomes.attacks(setting)) {
        sentences.add(
            attack.equals(LyingPeers.NONE)
                ? new Sentence(
                    text(setting, attack, unattacked(outcomes, setting)), Optional.empty())
                : attacked(outcomes, setting, attack));
      }
    }
    return sentences;
  }

  private static String text(Setting setting, String attack, String words) {
    return "%s, %s: %s".formatted(setting, attack, words);
  }

  private static String unattacked(Outcomes outcomes, Setting setting) {
    OptionalDouble mean = outcomes.unattacked(setting, RuleChoice.MEAN);
    if (mean.isEmpty()) {
      return "without mean there is nothing to compare with.";
    }
    if (mean.getAsDouble() < Standing.LEAST_BASELINE) {
      return String.format(
          Locale.ROOT,
          "mean reaches %.3f only; more --rounds are needed to tell anything.",
          mean.getAsDouble());
    }
    List<String> apart =
        outcomes.of(setting, LyingPeers.NONE).stream()
            .filter(one -> one.end() == Outcome.End.TRAINED)
            .filter(one -> Math.abs(lead(one, mean.getAsDouble())) > 0.01)
            .map(
                one ->
                    String.format(
                        Locale.ROOT,
                        "%s %+.1f",
                        one.combination().rule(),
                        100 * lead(one, mean.getAsDouble())))
            .toList();
    return apart.isEmpty()
        ? "all rules end within 1 point of mean."
        : "more than 1 point from mean: " + String.join(", ", apart) + ".";
  }

  private static double lead(Outcome outcome, double mean) {
    return outcome.finalAccuracy().orElse(0) - mean;
  }

  private static Sentence attacked(Outcomes outcomes, Setting setting, String attack) {
    Map<Standing, List<String>> byStanding = new TreeMap<>();
    List<String> otherwise = new ArrayList<>();
    int published = 0;
    for (Outcome outcome : outcomes.of(setting, attack)) {
      Combination combination = outcome.combination();
      Optional<Standing> here = Standing.of(outcome, outcomes.baseline(combination));
      if (here.isEmpty()) {
        continue;
      }
      byStanding
          .computeIfAbsent(here.get(), key -> new ArrayList<>())
          .add(combination.rule().toString());
      Optional<Standing> there = PublishedCurves.standing(combination);
      if (there.isPresent()) {
        published++;
        if (there.get() != here.get()) {
          otherwise.add("%s %s there".formatted(combination.rule(), there.get().word()));
        }
      }
    }
    if (byStanding.isEmpty()) {
      return new Sentence(
          text(
              setting,
              attack,
              "nothing can be said: no rule was tried that also learnt without attack."),
          Optional.empty());
    }
    String here =
        byStanding.entrySet().stream()
            .map(one -> String.join(", ", one.getValue()) + " " + verb(one))
            .collect(Collectors.joining("; "));
    return new Sentence(
        text(setting, attack, here + ". " + agreement(published, otherwise)),
        published == 0 ? Optional.empty() : Optional.of(otherwise.isEmpty()));
  }

  private static String verb(Map.Entry<Standing, List<String>> rules) {
    String word = rules.getKey().word();
    return rules.getValue().size() == 1 ? word : word.substring(0, word.length() - 1);
  }

  private static String agreement(int published, List<String> otherwise) {
    if (published == 0) {
      return "Not published.";
    }
    return otherwise.isEmpty()
        ? "As published."
        : "Not as published: " + String.join(", ", otherwise) + ".";
  }
}
