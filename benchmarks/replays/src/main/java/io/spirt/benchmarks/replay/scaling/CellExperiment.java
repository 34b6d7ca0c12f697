package io.spirt.benchmarks.replay.scaling;

import static io.spirt.benchmarks.replay.ReplayRows.count;
import static io.spirt.benchmarks.replay.ReplayRows.number;
import static io.spirt.benchmarks.replay.ReplayRows.text;

import io.spirt.benchmarks.replay.Experiment;
import io.spirt.benchmarks.replay.LinePlot;
import io.spirt.benchmarks.replay.Network;
import io.spirt.benchmarks.replay.ReplayOptions;
import io.spirt.benchmarks.replay.ReplayPlot;
import io.spirt.benchmarks.replay.ReplayResult;
import io.spirt.benchmarks.replay.ReplayRows;
import io.spirt.benchmarks.replay.ReplayRuntime;
import io.spirt.job.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/** What the three have in common: cells that are run, and a row for each. */
abstract class CellExperiment implements Experiment {
  /** MNIST without a tenth for validation. */
  static final int MNIST = 54_000;

  private final ReplayRuntime runtime;

  CellExperiment(ReplayRuntime runtime) {
    this.runtime = runtime;
  }

  /** The cells at a scale, in the order in which they are run. */
  abstract List<Cell> cells(ReplayOptions options);

  /** Adds figures, plots and what the shape is. */
  abstract void show(List<CellTimes> times, ReplayOptions options, ReplayResult.Builder result);

  /** Every model with every number of peers and every batch size. */
  static List<Cell> grid(
      List<String> models, List<Integer> peers, List<Integer> batchSizes, int samples) {
    List<Cell> cells = new ArrayList<>();
    for (String model : models) {
      for (int n : peers) {
        batchSizes.forEach(batchSize -> cells.add(new Cell(model, n, batchSize, samples)));
      }
    }
    return cells;
  }

  @Override
  public boolean simulatesLambda() {
    return true;
  }

  @Override
  public void check(ReplayOptions options) {
    cells(options).forEach(cell -> CellRuns.job(cell, options));
  }

  @Override
  public ReplayResult run(ReplayOptions options, Consumer<String> progress) {
    List<CellTimes> times = new CellRuns(runtime, options, progress).of(cells(options));
    Cell first = times.get(0).cell();
    ReplayResult.Builder result =
        ReplayResult.of(
                "%s on %s, %d samples an epoch; one round an epoch, %d processes for gradients"
                    .formatted(
                        String.join(", ", models(times)),
                        options.dataset("mnist"),
                        first.samples(),
                        options.workers()))
            .redis(times.get(0).redisVersion())
            .rows(rows(times, options.network()));
    show(times, options, result);
    result.note(
        options.network().simulated()
            ? "Simulated: a peer's stages as measured here, one function per batch at the same time,"
                + " and AWS's transfers, calls and transitions added; functions are warm."
            : "Measured: all peers share this machine's processors, so that more peers compute no"
                + " faster here; with --network lambda each batch has a function of its own.");
    return result.build();
  }

  static List<String> models(List<CellTimes> times) {
    return times.stream().map(one -> one.cell().model()).distinct().toList();
  }

  private static ReplayRows rows(List<CellTimes> times, Network network) {
    ReplayRows.Builder rows =
        ReplayRows.columns(
            text("model"),
            count("peers"),
            count("batchSize"),
            count("batchesPerPeer"),
            number("epochSeconds"),
            number("gradientSeconds"),
            number("averageSeconds"),
            number("aggregateSeconds"),
            number("updateSeconds"),
            number("measuredEpochSeconds"));
    for (CellTimes one : times) {
      rows.row(
          one.cell().model(),
          one.cell().peers(),
          one.cell().batchSize(),
          one.cell().batches(),
          one.epoch(network),
          one.gradient(network),
          one.average(network),
          one.aggregation(network),
          one.stage(Stage.UPDATE),
          one.epochSeconds());
    }
    return rows.build();
  }

  /** A curve per model and number of peers over the batch size. */
  static ReplayPlot byBatchSize(
      String name, String title, List<CellTimes> times, ToDoubleFunction<CellTimes> seconds) {
    LinePlot plot = LinePlot.of(name, title, "batch size", "seconds");
    for (String curve : times.stream().map(CellExperiment::curve).distinct().toList()) {
      List<CellTimes> points = times.stream().filter(one -> curve(one).equals(curve)).toList();
      plot.measured(
          curve,
          points.stream().map(one -> one.cell().batchSize()).toList(),
          points.stream().map(seconds::applyAsDouble).toList());
    }
    return plot.build();
  }

  static String curve(CellTimes one) {
    return "%s, %d peers".formatted(one.cell().model(), one.cell().peers());
  }
}
