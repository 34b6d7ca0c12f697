package io.spirt.benchmarks.replay.frameworks;

import io.spirt.benchmarks.replay.Figure;
import io.spirt.benchmarks.replay.LinePlot;
import io.spirt.benchmarks.replay.Published;
import io.spirt.benchmarks.replay.ReplayOptions;
import io.spirt.benchmarks.replay.ReplayPlot;
import io.spirt.benchmarks.replay.ReplayResult;
import io.spirt.benchmarks.replay.ReplayRows;
import io.spirt.benchmarks.replay.Scale;
import io.spirt.frameworks.worker.Traffic;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** The points as figures, table, plots and words. */
final class PatternShown {
  private PatternShown() {}

  static ReplayResult result(ReplayOptions options, List<PatternCase.Taken> taken) {
    boolean simulated = options.network().simulated();
    Published published = Published.of(ExchangePatterns.ID);
    PatternCase first = taken.get(0).of();
    PatternCase last = taken.get(taken.size() - 1).of();
    ReplayResult.Builder result =
        ReplayResult.of(
            String.format(
                Locale.ROOT,
                "%d to %d workers, gradients of %.2f and %.2f MB, one step through S3%s",
                first.workers(),
                last.workers(),
                first.bytes() / 1e6,
                last.bytes() / 1e6,
                simulated ? ", simulated" : ""));
    taken.forEach(one -> result.figure(figure(one, published)));
    result.rows(rows(taken, published, simulated));
    result.plot(plot(PatternCase.MOBILENET, taken, published));
    result.plot(plot(PatternCase.RESNET, taken, published));
    new PatternShape(taken, simulated).findings().forEach(result::shape);
    if (simulated) {
      result.note(
          "Simulated: the requests to S3 that wait for each other; averaging in memory and looking"
              + " in vain take no time.");
    } else {
      if (options.scale() != Scale.FULL) {
        result.note("The gradients are smaller than the published ones: only shapes compare.");
      }
      result.note(
          "All workers and the S3 server share this machine's processors; between them is loopback"
              + " instead of a network.");
    }
    return result.build();
  }

  private static Figure figure(PatternCase.Taken taken, Published published) {
    PatternCase one = taken.of();
    return Figure.seconds(
        one.key(),
        "%s, %s, %d workers".formatted(one.model(), one.pattern().title(), one.workers()),
        taken.step().seconds(),
        published);
  }

  private static ReplayRows rows(
      List<PatternCase.Taken> taken, Published published, boolean simulated) {
    ReplayRows.Builder rows =
        ReplayRows.columns(
            ReplayRows.text("model"),
            ReplayRows.text("pattern"),
            ReplayRows.count("workers"),
            ReplayRows.count("gradientBytes"),
            ReplayRows.number("seconds"),
            ReplayRows.number("publishedSeconds"),
            ReplayRows.count("puts"),
            ReplayRows.count("gets"),
            ReplayRows.count("polls"));
    for (PatternCase.Taken each : taken) {
      PatternCase one = each.of();
      Traffic traffic = each.step().traffic();
      OptionalDouble known = published.value(one.key());
      rows.row(
          one.model(),
          one.pattern().id(),
          one.workers(),
          one.bytes(),
          each.step().seconds(),
          known.isPresent() ? (Object) known.getAsDouble() : null,
          simulated ? null : (Object) traffic.puts(),
          simulated ? null : (Object) traffic.gets(),
          simulated ? null : (Object) traffic.polls());
    }
    return rows.build();
  }

  private static ReplayPlot plot(String model, List<PatternCase.Taken> taken, Published published) {
    LinePlot plot =
        LinePlot.of(
            "exchange-" + model, "One exchange of a " + model + " gradient", "workers", "seconds");
    for (ExchangePattern pattern : ExchangePattern.values()) {
      List<PatternCase.Taken> curve =
          taken.stream()
              .filter(one -> one.of().model().equals(model) && one.of().pattern() == pattern)
              .toList();
      plot.measured(
          pattern.title(),
          curve.stream().map(one -> one.of().workers()).toList(),
          curve.stream().map(one -> one.step().seconds()).toList());
      List<Integer> x = new ArrayList<>();
      List<Double> y = new ArrayList<>();
      for (PatternCase.Taken one : curve) {
        OptionalDouble known = published.value(one.of().key());
        if (known.isPresent()) {
          x.add(one.of().workers());
          y.add(known.getAsDouble());
        }
      }
      plot.published(pattern.title(), x, y);
    }
    return plot.build();
  }
}
