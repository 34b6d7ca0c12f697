package io.spirt.benchmarks.replay.frameworks;

import static io.spirt.benchmarks.replay.ReplayRows.count;
import static io.spirt.benchmarks.replay.ReplayRows.number;
import static io.spirt.benchmarks.replay.ReplayRows.text;

import io.spirt.benchmarks.Figures;
import io.spirt.benchmarks.replay.Experiment;
import io.spirt.benchmarks.replay.LambdaNetwork;
import io.spirt.benchmarks.replay.ReplayOptions;
import io.spirt.benchmarks.replay.ReplayResult;
import io.spirt.benchmarks.replay.ReplayRows;
import io.spirt.benchmarks.replay.Scale;
import io.spirt.frameworks.worker.StepStage;
import io.spirt.job.Job;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** What both have in common: one run of all frameworks, and a row for each. */
abstract class FrameworkExperiment implements Experiment {
  static final List<String> OTHERS = List.of("scatter-reduce", "all-reduce", "mlless");

  private static final String MEASURED = "%-20s%14s%14s%14s%14s";
  private static final int BYTES_OF_PIXEL = 3;
  private static final int SIDE = 32;

  /** Adds figures, plots and what the shape is. */
  abstract void show(List<EpochUse> uses, ReplayOptions options, ReplayResult.Builder result);

  @Override
  public boolean simulatesLambda() {
    return true;
  }

  @Override
  public void check(ReplayOptions options) {
    SideBySide.job(options);
  }

  @Override
  public ReplayResult run(ReplayOptions options, Consumer<String> progress) {
    Job job = SideBySide.job(options);
    List<EpochUse> measured = new SideBySide(options, progress).run(others(options));
    List<EpochUse> uses = measured;
    if (options.network().simulated()) {
      long batchBytes = (long) job.dataset().batchSize() * BYTES_OF_PIXEL * SIDE * SIDE;
      uses =
          new OnLambda(LambdaNetwork.DEFAULT, SideBySide.modelBytes(job), batchBytes).of(measured);
    }
    EpochUse spirt = uses.get(0);
    ReplayResult.Builder result =
        ReplayResult.of(
            "%s on %s, %d workers, %d batches of %d each; the second epoch of each framework"
                .formatted(
                    job.model().name(),
                    job.dataset().name(),
                    spirt.workers(),
                    spirt.steps(),
                    job.dataset().batchSize()));
    result.rows(rows(uses));
    show(uses, options, result);
    if (options.network().simulated()) {
      result.table(measured(measured));
    }
    return notes(result, options).build();
  }

  /** What the simulation starts from. */
  private static List<String> measured(List<EpochUse> uses) {
    List<String> lines = new ArrayList<>();
    lines.add("MEASURED here in the same run, without AWS's network:");
    lines.add(MEASURED.formatted("", "epoch s", "functions s", "thesis's $", "x spirt"));
    double spirt = Bill.thesis(uses.get(0)).total();
    for (EpochUse use : uses) {
      double dollars = Bill.thesis(use).total();
      lines.add(
          MEASURED.formatted(
              use.framework(),
              Figures.number(use.seconds()),
              Figures.number(use.functionSeconds()),
              String.format(Locale.ROOT, "%.6f", dollars),
              Figures.times(dollars / spirt)));
    }
    return lines;
  }

  /** At the smallest scale one is enough to show that it runs. */
  List<String> others(ReplayOptions options) {
    return options.scale() == Scale.SMALLEST ? List.of("all-reduce") : OTHERS;
  }

  private static ReplayResult.Builder notes(ReplayResult.Builder result, ReplayOptions options) {
    if (options.network().simulated()) {
      return result.note(
          "Simulated: a batch takes each framework what it took SPIRT's function here; fetches,"
              + " exchange and states take AWS's network and latencies; updates are measured.");
    }
    return result
        .note(
            "Measured: %d processes for SPIRT's gradients and one for each worker of the others share"
                    .formatted(options.workers())
                + " %d processors, so that computing takes all of them the same work, and SPIRT"
                    .formatted(Runtime.getRuntime().availableProcessors())
                + " cannot have a function per batch at the same time. All stores are on this"
                + " machine, without AWS's latencies.")
        .note("--network lambda shows what both would be there, simulated.");
  }

  private static ReplayRows rows(List<EpochUse> uses) {
    ReplayRows.Builder rows =
        ReplayRows.columns(
            text("framework"),
            count("workers"),
            count("steps"),
            number("epochSeconds"),
            number("fetchSeconds"),
            number("computeSeconds"),
            number("syncSeconds"),
            number("updateSeconds"),
            number("functionSeconds"),
            count("storePuts"),
            count("storeGets"),
            count("queueRequests"),
            count("transitions"),
            count("exchangedBytes"),
            number("todayDollars"),
            number("thesisDollars"));
    for (EpochUse use : uses) {
      rows.row(
          use.framework(),
          use.workers(),
          use.steps(),
          use.seconds(),
          use.stage(StepStage.FETCH),
          use.stage(StepStage.COMPUTE),
          use.stage(StepStage.SYNC),
          use.stage(StepStage.UPDATE),
          use.functionSeconds(),
          use.storePuts(),
          use.storeGets(),
          use.queueRequests(),
          use.transitions(),
          use.bytes(),
          Bill.today(use).total(),
          Bill.thesis(use).total());
    }
    return rows.build();
  }
}
