package io.spirt.benchmarks.replay.aggregation;

import static io.spirt.benchmarks.replay.ReplayRows.count;
import static io.spirt.benchmarks.replay.ReplayRows.number;
import static io.spirt.benchmarks.replay.ReplayRows.text;

import io.spirt.benchmarks.Figures;
import io.spirt.benchmarks.replay.LinePlot;
import io.spirt.benchmarks.replay.Published;
import io.spirt.benchmarks.replay.ReplayPlot;
import io.spirt.benchmarks.replay.ReplayResult;
import io.spirt.benchmarks.replay.ReplayRows;
import io.spirt.benchmarks.replay.ShapeFinding;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** The rules' times as a result: table, rows, a plot per size, and what to compare. */
final class CostShown {
  private CostShown() {}

  static ReplayResult of(CostResult result) {
    ReplayResult.Builder shown =
        ReplayResult.of("aggregation rules on random averages, all in one process")
            .table(CostTable.lines(result))
            .rows(rows(result))
            .member("rules", CostJson.rules(result))
            .member("skipped", CostJson.skipped(result));
    result.samples().stream()
        .map(one -> one.of().elements())
        .distinct()
        .forEach(elements -> shown.plot(plot(result, elements)));
    meamed(result).ifPresent(times -> shown.shape(finding(times)));
    return shown
        .note(
            "Medians. The limit: every value read from memory once, on all cores, in the same run.")
        .note("zeno is not here: its cost are the evaluations of a model; see --epoch.")
        .note(CostTable.published())
        .build();
  }

  private static ReplayRows rows(CostResult result) {
    ReplayRows.Builder rows =
        ReplayRows.columns(
            count("peers"),
            count("byzantine"),
            count("elements"),
            text("rule"),
            number("medianMillis"),
            number("timesMean"),
            number("timesLimit"));
    for (CostSample sample : result.samples()) {
      if (sample.timed()) {
        rows.row(
            sample.of().peers(),
            sample.of().byzantine(),
            sample.of().elements(),
            sample.name(),
            sample.millis().median(),
            orNull(result.timesMean(sample)),
            orNull(result.timesLimit(sample)));
      }
    }
    return rows.build();
  }

  private static Double orNull(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }

  private static ReplayPlot plot(CostResult result, int elements) {
    LinePlot plot =
        LinePlot.of(
                "rules-" + elements,
                "Rules on averages of %s values".formatted(Figures.count(elements)),
                "peers",
                "milliseconds")
            .logarithmic();
    List<CostSample> timed =
        result.samples().stream()
            .filter(one -> one.timed() && one.of().elements() == elements)
            .toList();
    for (String name : timed.stream().map(CostSample::name).distinct().toList()) {
      List<CostSample> curve = timed.stream().filter(one -> one.name().equals(name)).toList();
      plot.measured(
          name,
          curve.stream().map(one -> one.of().peers()).toList(),
          curve.stream().map(one -> one.millis().median()).toList());
    }
    return plot.build();
  }

  private static OptionalDouble meamed(CostResult result) {
    return result.samples().stream()
        .filter(one -> one.name().equals("meamed") && one.timed())
        .flatMapToDouble(one -> result.timesMean(one).stream())
        .max();
  }

  private static ShapeFinding finding(double times) {
    double published = Published.of(AggregationCost.ID).value("epochTimes.meamed").orElseThrow();
    String sentence =
        String.format(
            Locale.ROOT,
            "meamed takes at most %.1f times the mean's time; published %.1f times the whole epoch.",
            times,
            published);
    return times >= published
        ? ShapeFinding.agrees(sentence)
        : ShapeFinding.differs(
            sentence,
            "the rule is compiled and goes through memory once here, so that it is a small part"
                + " of an epoch; --epoch times whole epochs.");
  }
}
