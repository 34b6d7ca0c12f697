package io.spirt.cli.cost;

import io.spirt.cli.progress.Figures;
import io.spirt.cost.CostEstimate;
import io.spirt.cost.CostLine;
import io.spirt.cost.StandingLine;
import io.spirt.cost.limit.LimitReport;
import io.spirt.cost.limit.LimitUse;
import io.spirt.statemachine.RoundDefinition;
import java.util.ArrayList;
import java.util.List;

/** An estimate as lines of text, without control characters. */
public final class CostText {
  private static final double MILLIS = 1000;

  private final CostView view;
  private final CostEstimate estimate;
  private final List<String> lines = new ArrayList<>();

  private CostText(CostView view) {
    this.view = view;
    this.estimate = view.estimate();
  }

  /**
   * The lines of an estimate.
   *
   * @param headline the job in one line
   */
  public static List<String> of(CostView view, String headline) {
    CostText text = new CostText(view);
    text.lines.add(headline);
    text.sources();
    text.costs();
    text.standing();
    text.limits();
    text.assumptions();
    return text.lines;
  }

  private void sources() {
    lines.add(
        "prices of %s from %s: %s"
            .formatted(
                view.prices().region(),
                view.prices().file().effective(),
                view.prices().file().name()));
    lines.add(
        "deployment %s: %s on %s, %s functions; times are %s"
            .formatted(
                view.deployment().name(),
                counted(view.deployment().peers(), "peer"),
                view.deployment().instanceType(),
                view.deployment().architecture().word(),
                estimate.times().source()));
  }

  private void costs() {
    int epochs = estimate.epochs();
    Table table = new Table(2).row("cost, $", "", "amount", "", "an epoch", "the job");
    double tiny = 0;
    for (CostLine line : estimate.lines()) {
      if (Amounts.isTiny(line.dollars(epochs))) {
        tiny += line.dollars(epochs);
        continue;
      }
      table.row(
          line.service(),
          line.item(),
          Amounts.amount(line.amount(epochs)),
          line.unit(),
          Amounts.dollars(line.epochDollars()),
          Amounts.dollars(line.dollars(epochs)));
    }
    table.row("others", "each below 0.0001", "", "", "", Amounts.dollars(tiny));
    table.row(
        "in all",
        "",
        "",
        "",
        Amounts.dollars(estimate.epochDollars()),
        Amounts.dollars(estimate.dollars()));
    table.row("time", "", "", "", time(estimate.epochSeconds()), time(estimate.seconds()));
    section(table.lines());
    lines.add(
        "The job is %s, and $%s and %s for its start, if nothing stops it early."
            .formatted(
                counted(epochs, "epoch"),
                Amounts.dollars(estimate.onceDollars()),
                time(estimate.onceSeconds())));
  }

  private void standing() {
    Table table = new Table(2).row("while the stacks stand, $", "", "a day", "a month");
    for (StandingLine line : estimate.standing()) {
      table.row(
          line.service(),
          line.item(),
          Amounts.cents(line.dollarsADay()),
          Amounts.cents(line.dollarsAMonth()));
    }
    table.row(
        "in all",
        "with or without a job",
        Amounts.cents(estimate.standingDollarsADay()),
        Amounts.cents(estimate.standingDollarsAMonth()));
    section(table.lines());
  }

  private void limits() {
    LimitReport report = view.limits();
    Table table = new Table(1).row("limits, quotas of " + report.quotas(), "needed", "allowed", "");
    for (LimitUse use : report.uses()) {
      table.row(
          use.name(),
          Amounts.amount(use.value()),
          use.limit() == null ? "-" : Amounts.amount(use.limit()),
          mark(use));
    }
    section(table.lines());
    lines.add(round(report));
    lines.add(
        "New accounts may begin with less, Lambda with as few as 10 at a time: look at Service Quotas.");
    if (report.exceeded().isEmpty()) {
      lines.add("The job fits all of these limits.");
      return;
    }
    lines.add("");
    lines.add("What does not fit the defaults of a new account:");
    for (LimitUse use : report.exceeded()) {
      lines.add(
          "  %s: %s of %s%s"
              .formatted(
                  use.name(),
                  Amounts.amount(use.value()),
                  Amounts.amount(use.limit()),
                  use.fixed() ? ", which nobody can raise" : ""));
      lines.add("    -> " + use.remedy());
    }
  }

  private static String mark(LimitUse use) {
    if (use.limit() == null) {
      return "";
    }
    return use.fits() ? Amounts.percent(use.value() / use.limit()) : "TOO MUCH";
  }

  /** The simulated round. */
  private String round(LimitReport report) {
    String form =
        report.form() == RoundDefinition.Form.MAP
            ? "as a Map, %d at a time".formatted(report.mostTogether())
            : "all at the same time";
    return "A round of %s with %s each, %s: %s; the first, with start-up, %s."
        .formatted(
            counted(view.work().job().peers(), "peer"),
            view.work().mostRoundBatches() == 1
                ? "1 batch"
                : Figures.count(view.work().mostRoundBatches()) + " batches",
            form,
            time(report.later().seconds()),
            time(report.first().seconds()));
  }

  private void assumptions() {
    lines.add("");
    lines.add("Taken for granted:");
    estimate.times().assumptions().forEach(text -> lines.add("  " + text));
  }

  private void section(List<String> table) {
    lines.add("");
    lines.addAll(table);
  }

  private static String counted(int number, String what) {
    return "%s %s%s".formatted(Figures.count(number), what, number == 1 ? "" : "s");
  }

  private static String time(double seconds) {
    return Figures.duration(seconds * MILLIS);
  }
}
