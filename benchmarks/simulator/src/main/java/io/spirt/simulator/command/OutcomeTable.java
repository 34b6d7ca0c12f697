package io.spirt.simulator.command;

import io.spirt.simulator.Limit;
import io.spirt.simulator.Outcome;
import io.spirt.simulator.Study;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Outcomes as lines of text. */
final class OutcomeTable {
  private static final double MEGABYTE = 1e6;
  private static final double MINUTE = 60;

  private OutcomeTable() {}

  static List<String> of(Study study, List<Outcome> outcomes) {
    List<String> lines = new ArrayList<>();
    lines.add("SIMULATED, not measured: " + headline(study, outcomes));
    lines.add("");
    lines.add(
        "%-24s%7s%11s%12s%12s%12s  %s"
            .formatted(
                "framework",
                "peers",
                "epoch, s",
                "MB sent",
                "MB received",
                "$ an epoch",
                "limit that breaks"));
    String last = "";
    for (Outcome outcome : outcomes) {
      if (!last.isEmpty() && !last.equals(outcome.label())) {
        lines.add("");
      }
      last = outcome.label();
      lines.add(row(outcome));
    }
    lines.add("");
    lines.add(
        "MB: exchanges of one peer in an epoch. Of the limits that an epoch breaks, the worst:");
    lines.add(
        "beyond one marked STOPS it cannot be done; others make something wait, which the time");
    lines.add("has; those in brackets can be raised on request (--raised-quotas).");
    return lines;
  }

  static String headline(Study study, List<Outcome> outcomes) {
    double megabytes = outcomes.get(0).scenario().size().model() / MEGABYTE;
    return String.format(
        Locale.ROOT,
        "an epoch of '%s' (%s, %.2f MB), %s of %d, %d round%s an epoch, %s scaling, %s",
        study.job().name(),
        study.job().model().name(),
        megabytes,
        batches(outcomes),
        study.job().dataset().batchSize(),
        study.job().training().roundsPerEpoch(),
        study.job().training().roundsPerEpoch() == 1 ? "" : "s",
        study.strong() ? "strong" : "weak",
        study.cold() ? "cold functions" : "warm functions");
  }

  private static String batches(List<Outcome> outcomes) {
    int least = outcomes.stream().mapToInt(one -> one.scenario().batches()).min().orElse(0);
    int most = outcomes.stream().mapToInt(one -> one.scenario().batches()).max().orElse(0);
    return (least == most ? "%d batches a peer" : "%d to %d batches a peer").formatted(least, most);
  }

  private static String row(Outcome outcome) {
    return String.format(
        Locale.ROOT,
        "%-24s%7d%11s%12s%12s%12s  %s",
        outcome.label(),
        outcome.scenario().peers(),
        seconds(outcome),
        number(outcome.sentBytes() / MEGABYTE),
        number(outcome.receivedBytes() / MEGABYTE),
        outcome.ends() ? dollars(outcome.dollars()) : "-",
        outcome.brokenLimit().map(OutcomeTable::limit).orElse("-"));
  }

  static String seconds(Outcome outcome) {
    if (!outcome.ends()) {
      return "never ends";
    }
    return outcome.seconds() < 100 * MINUTE
        ? String.format(Locale.ROOT, "%.2f", outcome.seconds())
        : String.format(Locale.ROOT, "%.0f", outcome.seconds());
  }

  static String number(double value) {
    return value < 1000
        ? String.format(Locale.ROOT, "%.2f", value)
        : String.format(Locale.ROOT, "%.0f", value);
  }

  static String dollars(double value) {
    return String.format(Locale.ROOT, value < 1 ? "%.5f" : "%.3f", value);
  }

  static String limit(Limit limit) {
    String text =
        "%s: %s of %s".formatted(limit.name(), number(limit.value()), number(limit.most()));
    if (limit.stops()) {
      return "STOPS: " + text;
    }
    return limit.fixed() ? text : "(" + text + ")";
  }
}
