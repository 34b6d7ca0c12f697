package io.spirt.benchmarks.replay.aggregation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spirt.benchmarks.Statistics;
import io.spirt.benchmarks.replay.BarPlot;
import io.spirt.benchmarks.replay.ExperimentFailedException;
import io.spirt.benchmarks.replay.Figure;
import io.spirt.benchmarks.replay.Published;
import io.spirt.benchmarks.replay.ReplayResult;
import io.spirt.benchmarks.replay.ReplayRuntime;
import io.spirt.benchmarks.replay.ShapeFinding;
import io.spirt.job.InvalidJobException;
import io.spirt.job.Job;
import io.spirt.job.JobReader;
import io.spirt.local.LocalOptions;
import io.spirt.monitor.RunObserver;
import io.spirt.monitor.report.EpochReport;
import io.spirt.monitor.report.RunReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Times epochs of real runs, 4 peers of 15 batches of 64, with one rule after another and again
 * from the start, so that a disturbance meets all alike. Each run's first epoch does not count: its
 * processes warm up.
 */
final class EpochTimes {
  /** What the thesis times. */
  static final List<String> RULES = List.of("mean", "meamed", "zeno");

  private static final int PEERS = 4;
  private static final int BATCH_SIZE = 64;
  private static final int SAMPLES = 4267;
  private static final int EPOCHS = 5;

  private final ReplayRuntime runtime;
  private final Consumer<String> progress;

  EpochTimes(ReplayRuntime runtime, Consumer<String> progress) {
    this.runtime = runtime;
    this.progress = progress;
  }

  /**
   * What epochs took.
   *
   * @param millis of an epoch, by rule
   */
  record Result(String model, String dataset, Map<String, Statistics> millis) {

    /** How many times as long as with the mean. */
    double timesMean(String rule) {
      return millis.get(rule).median() / millis.get("mean").median();
    }

    /** A line per rule. */
    List<String> lines() {
      List<String> lines = new ArrayList<>();
      lines.add(
          "%-10s%10s%10s%10s%10s%8s"
              .formatted("epoch, s", "median", "p10", "p90", "x mean", "epochs"));
      millis.forEach(
          (rule, one) ->
              lines.add(
                  String.format(
                      Locale.ROOT,
                      "%-10s%10.3f%10.3f%10.3f%10.3f%8d",
                      rule,
                      one.median() / 1e3,
                      one.p10() / 1e3,
                      one.p90() / 1e3,
                      timesMean(rule),
                      one.count())));
      return lines;
    }

    /** What is shown. */
    ReplayResult result() {
      ReplayResult.Builder shown =
          ReplayResult.of(
                  "%s on %s, %d peers of 15 batches of %d, f = 1"
                      .formatted(model, dataset, PEERS, BATCH_SIZE))
              .table(lines())
              .member("epochs", CostJson.epochs(this));
      Published published = Published.of(AggregationCost.ID);
      List<Figure> figures = new ArrayList<>();
      millis.forEach(
          (rule, one) ->
              figures.add(
                  Figure.seconds(
                      "epochSeconds." + rule,
                      "epoch with " + rule,
                      one.median() / 1e3,
                      published)));
      shown.figures(figures);
      shown.plot(BarPlot.ofFigures("epochs", "Epochs by aggregation rule", "seconds", figures));
      for (String rule : List.of("zeno", "meamed")) {
        shown.figure(
            Figure.ratio("epochTimes." + rule, rule + ", times mean", timesMean(rule), published));
      }
      return shown.shape(finding(published)).note(CostTable.published()).build();
    }

    private ShapeFinding finding(Published published) {
      String sentence =
          String.format(
              Locale.ROOT,
              "an epoch takes %.2f times as long with zeno and %.2f times with meamed; published"
                  + " %.1f and %.1f times.",
              timesMean("zeno"),
              timesMean("meamed"),
              published.value("epochTimes.zeno").orElseThrow(),
              published.value("epochTimes.meamed").orElseThrow());
      return timesMean("meamed") > timesMean("zeno") && timesMean("zeno") > 1
          ? ShapeFinding.agrees(sentence)
          : ShapeFinding.differs(
              sentence,
              "meamed is compiled and goes through memory once here, while zeno evaluates the model"
                  + " for every average.");
    }
  }

  /**
   * The job.
   *
   * @throws IllegalArgumentException if no such job can be, as with an unknown model
   */
  static Job job(String rule, String model, String dataset) {
    ObjectNode job = JsonNodeFactory.instance.objectNode();
    job.put("name", "epoch").put("peers", PEERS);
    job.putObject("model").put("name", model);
    job.putObject("dataset")
        .put("name", dataset)
        .put("batchSize", BATCH_SIZE)
        .put("validationFraction", 0.1)
        .put("limit", SAMPLES);
    job.putObject("training").put("epochs", EPOCHS).put("learningRate", 0.02);
    job.putObject("aggregation").put("rule", rule).put("byzantine", 1);
    job.putObject("convergence").put("everyEpochs", EPOCHS + 1);
    try {
      return JobReader.read(job.toString());
    } catch (InvalidJobException e) {
      throw new IllegalArgumentException(String.valueOf(e.problems().get(0)), e);
    }
  }

  /**
   * Runs all of it.
   *
   * @param data folder with the dataset's files, if given
   * @param repeat runs of each rule
   * @throws ExperimentFailedException if a run failed
   */
  Result of(String model, String dataset, Optional<Path> data, Path runs, int workers, int repeat) {
    Map<String, List<Double>> millis = new LinkedHashMap<>();
    RULES.forEach(rule -> millis.put(rule, new ArrayList<>()));
    for (int repetition = 0; repetition < repeat; repetition++) {
      for (String rule : RULES) {
        progress.accept("run %d of %d with %s".formatted(repetition + 1, repeat, rule));
        LocalOptions options = new LocalOptions(job(rule, model, dataset), data, runs, workers);
        millis.get(rule).addAll(epochs(runtime.train(options, new RunObserver() {})));
      }
    }
    Map<String, Statistics> statistics = new LinkedHashMap<>();
    millis.forEach(
        (rule, all) ->
            statistics.put(
                rule, Statistics.of(all.stream().mapToDouble(Double::doubleValue).toArray())));
    return new Result(model, dataset, statistics);
  }

  private static List<Double> epochs(RunReport report) {
    switch (report.status()) {
      case "failed" -> throw new ExperimentFailedException("the run failed: " + report.failure());
      case "interrupted" ->
          throw new ExperimentFailedException("interrupted", /* interrupted= */ true);
      default -> {}
    }
    // The last epoch ends with a convergence check.
    return report.epochs().stream()
        .filter(epoch -> epoch.epoch() > 1 && epoch.epoch() < EPOCHS)
        .map(EpochReport::wallMillis)
        .toList();
  }
}
