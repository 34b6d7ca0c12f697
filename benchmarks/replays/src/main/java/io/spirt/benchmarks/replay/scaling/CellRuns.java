package io.spirt.benchmarks.replay.scaling;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spirt.benchmarks.Statistics;
import io.spirt.benchmarks.replay.ExperimentFailedException;
import io.spirt.benchmarks.replay.ReplayOptions;
import io.spirt.benchmarks.replay.ReplayRuntime;
import io.spirt.cost.time.ModelFigures;
import io.spirt.job.InvalidJobException;
import io.spirt.job.Job;
import io.spirt.job.JobReader;
import io.spirt.job.Stage;
import io.spirt.local.LocalOptions;
import io.spirt.monitor.RunObserver;
import io.spirt.monitor.report.EpochReport;
import io.spirt.monitor.report.RunReport;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/** Runs cells one after another: real peers, databases, queues and processes on this machine. */
final class CellRuns {
  private static final double MILLIS_PER_SECOND = 1e3;
  private static final double VALIDATION = 0.1;
  private static final int CLASSES = 10;

  private final ReplayRuntime runtime;
  private final ReplayOptions options;
  private final Consumer<String> progress;

  CellRuns(ReplayRuntime runtime, ReplayOptions options, Consumer<String> progress) {
    this.runtime = runtime;
    this.options = options;
    this.progress = progress;
  }

  /**
   * The job of a cell: no convergence check, one round an epoch.
   *
   * @throws IllegalArgumentException if no such job can be, as with an unknown model
   */
  static Job job(Cell cell, ReplayOptions options) {
    ObjectNode job = JsonNodeFactory.instance.objectNode();
    job.put("name", "replay").put("peers", cell.peers());
    job.putObject("model").put("name", cell.model());
    job.putObject("dataset")
        .put("name", options.dataset("mnist"))
        .put("batchSize", cell.batchSize())
        .put("validationFraction", VALIDATION)
        .put("limit", (int) Math.round(cell.samples() / (1 - VALIDATION)));
    int epochs = epochs(options);
    job.putObject("training").put("epochs", epochs).put("learningRate", 0.02);
    job.putObject("convergence").put("everyEpochs", epochs);
    try {
      return JobReader.read(job.toString());
    } catch (InvalidJobException e) {
      throw new IllegalArgumentException(String.valueOf(e.problems().get(0)), e);
    }
  }

  /** The first warms up, the last ends with a convergence check: both do not count. */
  private static int epochs(ReplayOptions options) {
    return options.scale().pick(3, 4, 5);
  }

  /**
   * Runs all of them.
   *
   * @throws ExperimentFailedException if one failed
   */
  List<CellTimes> of(List<Cell> cells) {
    List<CellTimes> times = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      progress.accept("%d of %d: %s".formatted(i + 1, cells.size(), cells.get(i)));
      times.add(of(cells.get(i)));
    }
    return times;
  }

  private CellTimes of(Cell cell) {
    Job job = job(cell, options);
    RunReport report =
        runtime.train(
            new LocalOptions(job, options.dataFolder(), options.runs(), options.workers()),
            new RunObserver() {});
    switch (report.status()) {
      case "failed" ->
          throw new ExperimentFailedException("%s: %s".formatted(cell, report.failure()));
      case "interrupted" ->
          throw new ExperimentFailedException("interrupted", /* interrupted= */ true);
      default -> {}
    }
    int last = job.training().epochs();
    List<EpochReport> epochs =
        report.epochs().stream()
            .filter(epoch -> epoch.epoch() > 1 && epoch.epoch() < last)
            .toList();
    if (epochs.isEmpty()) {
      throw new ExperimentFailedException(
          cell + ": the run has no epoch between its first and last");
    }
    Map<Stage, Double> stages = new EnumMap<>(Stage.class);
    for (Stage stage : Stage.values()) {
      stages.put(stage, median(epochs, epoch -> epoch.stages().getOrDefault(stage.word(), 0.0)));
    }
    int batches = (cell.samples() + cell.batchSize() - 1) / cell.batchSize();
    return new CellTimes(
        cell,
        median(epochs, EpochReport::wallMillis),
        median(epochs, epoch -> epoch.computeMillis() / batches),
        stages,
        Float.BYTES * ModelFigures.of(job.model()).parameters(CLASSES),
        report.versions().getOrDefault("redis", "unknown"));
  }

  private static double median(List<EpochReport> epochs, ToDoubleFunction<EpochReport> millis) {
    return Statistics.of(epochs.stream().mapToDouble(millis).toArray()).median()
        / MILLIS_PER_SECOND;
  }
}
