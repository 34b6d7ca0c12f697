package io.spirt.benchmarks.replay.byzantine;

import static io.spirt.benchmarks.replay.ReplayRows.count;
import static io.spirt.benchmarks.replay.ReplayRows.number;
import static io.spirt.benchmarks.replay.ReplayRows.text;

import io.spirt.benchmarks.replay.ReplayRows;
import java.util.Locale;
import java.util.OptionalDouble;

/** The outcomes as a table: one row per setting, attack and rule. */
final class AccuracyRows {
  private AccuracyRows() {}

  static ReplayRows of(Outcomes outcomes) {
    ReplayRows.Builder rows =
        ReplayRows.columns(
            count("peers"),
            count("malicious"),
            text("attack"),
            text("rule"),
            text("end"),
            number("accuracy"),
            number("accuracyUnattacked"),
            number("seconds"),
            text("published"));
    for (Outcome outcome : outcomes.all()) {
      Combination combination = outcome.combination();
      rows.row(
          combination.setting().peers(),
          combination.setting().malicious(),
          combination.attack(),
          combination.rule().toString(),
          outcome.end().name().toLowerCase(Locale.ROOT).replace('_', '-'),
          orNull(outcome.finalAccuracy()),
          orNull(outcomes.baseline(combination)),
          outcome.seconds(),
          PublishedCurves.text(combination).orElse(null));
    }
    return rows.build();
  }

  private static Double orNull(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }
}
