package io.spirt.benchmarks.replay.frameworks;

import io.spirt.benchmarks.replay.Experiment;
import io.spirt.benchmarks.replay.Figure;
import io.spirt.benchmarks.replay.LinePlot;
import io.spirt.benchmarks.replay.Published;
import io.spirt.benchmarks.replay.ReplayOptions;
import io.spirt.benchmarks.replay.ReplayResult;
import io.spirt.benchmarks.replay.Scale;
import io.spirt.benchmarks.replay.ShapeFinding;
import io.spirt.benchmarks.replay.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** MLLess with and without its filter: how long until it has learnt. */
public final class SignificanceFilter implements Experiment {
  private static final String MLLESS = "mlless";
  private static final String NONE = "none";
  private static final String NORM = "norm";
  private static final String COORDINATE = "coordinate";

  /** What counts as converged: this part of the accuracy that the run without a filter reaches. */
  private static final double CONVERGED = 0.95;

  private final CurveRuns runs;

  @Option(
      names = "--threshold",
      paramLabel = "V",
      defaultValue = "0.7",
      description = "Threshold of both filters (default: ${DEFAULT-VALUE}).")
  private double threshold = 0.7;

  /** Of real runs. */
  public SignificanceFilter() {
    this(CurveRuns.LOCAL);
  }

  SignificanceFilter(CurveRuns runs) {
    this.runs = runs;
  }

  @Override
  public String id() {
    return "significance-filter";
  }

  @Override
  public List<String> description() {
    return List.of(
        "MLLess with and without the filter that holds back small updates.",
        "",
        "The same job three times: every update is sent; updates are sent when their",
        "norms have added up (the thesis's filter); coordinates are sent when they have",
        "changed enough (MLLess's own). Accuracy over time, updates and bytes sent.");
  }

  @Override
  public boolean simulatesLambda() {
    return true;
  }

  @Override
  public void check(ReplayOptions options) {
    if (!(threshold >= 0 && threshold <= 1e9)) {
      throw new IllegalArgumentException(
          "--threshold is %s; it must be 0 to 1e9".formatted(threshold));
    }
    CurveJob.of(id(), epochs(options), options);
  }

  private static int epochs(ReplayOptions options) {
    return options.scale().pick(2, 8, 200);
  }

  @Override
  public ReplayResult run(ReplayOptions options, Consumer<String> progress) {
    List<TrainingCurve> curves = new ArrayList<>();
    List<String> filters =
        options.scale() == Scale.SMALLEST ? List.of(NONE, NORM) : List.of(NONE, NORM, COORDINATE);
    for (String filter : filters) {
      curves.add(
          runs.run(
              filter,
              MLLESS,
              CurveJob.of("filter-" + filter, epochs(options), options),
              Map.of("filter", filter, "threshold", Double.toString(threshold), "patience", "0"),
              options,
              progress));
    }
    double target = CONVERGED * curves.get(0).best();
    ReplayResult.Builder result =
        ReplayResult.of("MLLess, %s; threshold %s".formatted(CurveJob.setting(options), threshold))
            .figures(figures(curves, target))
            .rows(CurveTables.rows(curves))
            .plot(
                CurveTables.drawn(
                        LinePlot.of(
                            "accuracy", "MLLess: accuracy over time", "seconds", "accuracy"),
                        curves)
                    .build());
    if (options.scale() != Scale.SMALLEST) {
      shape(curves, target).forEach(result::shape);
    }
    result.note(
        String.format(
            Locale.ROOT,
            "Converged means an accuracy of %.3f: %.0f %% of what the run without a filter reaches;"
                + " the thesis stops early instead.",
            target,
            100 * CONVERGED));
    result.note("The thesis does not name its threshold; 0.7 is that of MLLess's own examples.");
    if (options.network().simulated()) {
      result.note(
          "Simulated: each worker's requests to Redis and SQS one after another, and the"
              + " supervisor's messages.");
    }
    if (options.scale() == Scale.SMALLEST) {
      result.note("Too short to learn anything: it shows only that it runs.");
    }
    return result.build();
  }

  private List<Figure> figures(List<TrainingCurve> curves, double target) {
    Published published = Published.of(id());
    List<Figure> figures = new ArrayList<>();
    for (TrainingCurve curve : curves) {
      figures.add(
          Figure.seconds(
              "convergeSeconds." + curve.name(),
              "time to converge, filter " + curve.name(),
              curve.secondsTo(target),
              published));
    }
    for (TrainingCurve curve : curves.subList(1, curves.size())) {
      figures.add(
          Figure.ratio(
              "faster." + curve.name(),
              "so many times faster than without, filter " + curve.name(),
              curves.get(0).secondsTo(target) / curve.secondsTo(target),
              published));
    }
    for (TrainingCurve curve : curves) {
      figures.add(
          Figure.here(
              "accuracyPercent." + curve.name(),
              "highest accuracy, filter " + curve.name(),
              Unit.PERCENT,
              100 * curve.best()));
      curve
          .last()
          .ifPresent(
              end -> {
                figures.add(
                    Figure.here(
                        "updatesSent." + curve.name(),
                        "updates stored by all workers, filter " + curve.name(),
                        Unit.COUNT,
                        (double) end.updates()));
                figures.add(
                    Figure.here(
                        "bytesSent." + curve.name(),
                        "bytes sent by all workers, filter " + curve.name(),
                        Unit.BYTES,
                        (double) end.bytes()));
              });
    }
    return figures;
  }

  private static List<ShapeFinding> shape(List<TrainingCurve> curves, double target) {
    TrainingCurve none = curves.get(0);
    TrainingCurve norm = curves.get(1);
    double faster = none.secondsTo(target) / norm.secondsTo(target);
    String sentence =
        Double.isNaN(faster)
            ? "with the thesis's filter the target is not reached in these epochs; published: 13"
                + " times faster with it."
            : String.format(
                Locale.ROOT,
                "with the thesis's filter MLLess converges %.2f times as fast as without;"
                    + " published 13 times.",
                faster);
    List<ShapeFinding> findings = new ArrayList<>();
    findings.add(
        faster >= 2
            ? ShapeFinding.agrees(sentence)
            : ShapeFinding.differs(
                sentence,
                "there a step's exchange took over a minute, and sending less of it saved most of"
                    + " the time; here it takes milliseconds, and the barrier, which stays, takes"
                    + " as long as the update itself. What the filter saves is in the bytes."));
    double fewer =
        norm.last().isEmpty()
            ? Double.NaN
            : none.last().orElseThrow().bytes() / (double) norm.last().get().bytes();
    double lost = 100 * (none.best() - norm.best());
    findings.add(
        fewer > 1 && lost < 5
            ? ShapeFinding.agrees(saving(fewer, lost))
            : ShapeFinding.differs(
                saving(fewer, lost), "updates that come late are worth less than those in time."));
    return findings;
  }

  private static String saving(double fewer, double lost) {
    return String.format(
        Locale.ROOT,
        "the thesis's filter sends %.1f times fewer bytes and costs %.1f points of accuracy;"
            + " published: less communication, no loss named.",
        fewer,
        lost);
  }
}
