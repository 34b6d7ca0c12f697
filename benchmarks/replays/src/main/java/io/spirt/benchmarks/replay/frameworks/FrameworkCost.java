package io.spirt.benchmarks.replay.frameworks;

import io.spirt.benchmarks.replay.BarPlot;
import io.spirt.benchmarks.replay.Figure;
import io.spirt.benchmarks.replay.Published;
import io.spirt.benchmarks.replay.ReplayOptions;
import io.spirt.benchmarks.replay.ReplayResult;
import io.spirt.benchmarks.replay.ShapeFinding;
import io.spirt.benchmarks.replay.Unit;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** {@code framework-cost}: what an epoch costs. */
public final class FrameworkCost extends FrameworkExperiment {
  private static final String ID = "framework-cost";

  /** Of real runs. */
  public FrameworkCost() {}

  @Override
  public String id() {
    return ID;
  }

  @Override
  public List<String> description() {
    return List.of(
        "What one epoch of SPIRT and of the other frameworks costs, by one price model.",
        "",
        "The runs of framework-stages, priced by the thesis's and by today's prices:",
        "functions with their waiting, requests to S3, queues, Step Functions, databases.");
  }

  @Override
  void show(List<EpochUse> uses, ReplayOptions options, ReplayResult.Builder result) {
    Published published = Published.of(ID);
    EpochUse spirt = uses.get(0);
    for (EpochUse use : uses) {
      result.figure(
          Figure.here(
              "epochSeconds." + use.framework(),
              use.framework() + ": epoch",
              Unit.SECONDS,
              use.seconds()));
      result.figure(
          Figure.here(
              "functionSeconds." + use.framework(),
              use.framework() + ": seconds of functions",
              Unit.SECONDS,
              use.functionSeconds()));
      result.figure(
          Figure.of(
              "thesisDollars." + use.framework(),
              use.framework() + ": by the thesis's prices",
              Unit.DOLLARS,
              Bill.thesis(use).total(),
              published));
      result.figure(
          Figure.here(
              "todayDollars." + use.framework(),
              use.framework() + ": by today's prices",
              Unit.DOLLARS,
              Bill.today(use).total()));
    }
    for (EpochUse other : uses.subList(1, uses.size())) {
      double times = Bill.thesis(other).total() / Bill.thesis(spirt).total();
      result.figure(
          Figure.ratio(
              "costTimesSpirt." + other.framework(),
              "cost: %s / spirt, thesis's prices".formatted(other.framework()),
              times,
              published));
      result.figure(
          Figure.here(
              "costTimesSpirtToday." + other.framework(),
              "cost: %s / spirt, today's prices".formatted(other.framework()),
              Unit.RATIO,
              Bill.today(other).total() / Bill.today(spirt).total()));
      result.shape(cheaper(spirt, other, times, options, published));
    }
    BarPlot plot =
        BarPlot.of(
            "cost",
            "One epoch by the thesis's prices",
            "dollars",
            uses.stream().map(EpochUse::framework).toList());
    part(plot, "functions", uses, Bill::functions);
    part(plot, "S3 requests", uses, Bill::store);
    part(plot, "queues", uses, Bill::queues);
    part(plot, "transitions", uses, Bill::transitions);
    part(plot, "databases", uses, Bill::databases);
    result.plot(plot.stacked().build());
    result
        .note(
            "Functions: %d MB for gradients and for each worker of the others, %d MB for other"
                    .formatted(Sizes.GRADIENT, Sizes.ENGINE)
                + " functions with the training engine, %d MB for the rest; arm64."
                    .formatted(Sizes.LIGHT))
        .note("Looks at S3 are priced as gets. Data transfer and start-ups are not in it.");
  }

  private static void part(
      BarPlot plot, String name, List<EpochUse> uses, ToDoubleFunction<Bill> part) {
    plot.series(name, uses.stream().map(use -> part.applyAsDouble(Bill.thesis(use))).toList());
  }

  private static ShapeFinding cheaper(
      EpochUse spirt, EpochUse other, double times, ReplayOptions options, Published published) {
    double there = published.value("costTimesSpirt." + other.framework()).orElseThrow();
    String sentence =
        String.format(
            Locale.ROOT,
            "an epoch of %s costs %.2f times as much as SPIRT's; published %.1f times.",
            other.framework(),
            times,
            there);
    if (times >= there) {
      return ShapeFinding.agrees(sentence);
    }
    double computing = spirt.steps() * spirt.workers() * spirt.gradientSeconds();
    return ShapeFinding.differs(
        sentence,
        String.format(
            Locale.ROOT,
            "both pay for computing the same gradients, %.0f %% of the seconds of SPIRT's functions;"
                + " the factor is what the other waits and exchanges%s.",
            100 * computing / spirt.functionSeconds(),
            options.network().simulated()
                ? ", at these parameters of the network less than the thesis measured"
                : ", which is little on one machine"));
  }
}
