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
import io.spirt.job.Job;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** The same job by each framework: how accurate it gets, and when. */
public final class FrameworkAccuracy implements Experiment {
  private static final List<String> OTHERS = List.of("mlless", "all-reduce", "scatter-reduce");
  private static final String MLLESS = "mlless";

  /** A run has converged once it is within this of its best accuracy. */
  private static final double NEAR = 0.01;

  /** Accuracies that are this near each other are the same. */
  private static final double SAME = 0.05;

  private final CurveRuns runs;

  /** Of real runs. */
  public FrameworkAccuracy() {
    this(CurveRuns.LOCAL);
  }

  FrameworkAccuracy(CurveRuns runs) {
    this.runs = runs;
  }

  @Override
  public String id() {
    return "framework-accuracy";
  }

  @Override
  public List<String> description() {
    return List.of(
        "Accuracy over time of SPIRT, MLLess, AllReduce and ScatterReduce.",
        "",
        "The same model, data, batches and optimizer. SPIRT updates once an epoch, the",
        "others after every batch; so SPIRT runs more epochs for as many updates.");
  }

  @Override
  public void check(ReplayOptions options) {
    Job unused = job(CurveRuns.SPIRT, options);
  }

  /** SPIRT's epochs are one update each, the others' a step per batch of a worker. */
  private static int epochs(String framework, ReplayOptions options) {
    return framework.equals(CurveRuns.SPIRT)
        ? options.scale().pick(2, 64, 400)
        : options.scale().pick(1, 8, 200);
  }

  private static Job job(String framework, ReplayOptions options) {
    return CurveJob.of("accuracy-" + framework, epochs(framework, options), options);
  }

  @Override
  public ReplayResult run(ReplayOptions options, Consumer<String> progress) {
    List<TrainingCurve> curves = new ArrayList<>();
    List<String> all = new ArrayList<>();
    all.add(CurveRuns.SPIRT);
    all.addAll(OTHERS);
    for (String framework : all) {
      curves.add(
          runs.run(
              framework,
              framework,
              job(framework, options),
              framework.equals(MLLESS) ? Map.of("patience", "0") : Map.of(),
              options,
              progress));
    }
    ReplayResult.Builder result =
        ReplayResult.of(CurveJob.setting(options))
            .figures(figures(curves))
            .rows(CurveTables.rows(curves))
            .plot(
                CurveTables.drawn(
                        LinePlot.of("accuracy", "Accuracy over time", "seconds", "accuracy"),
                        curves)
                    .build());
    if (options.scale() != Scale.SMALLEST) {
      shape(curves).forEach(result::shape);
    }
    result.note(
        "Converged means within a point of the run's own best accuracy; the thesis stops early.");
    result.note("Accuracy is that of the validation data, checked after every epoch.");
    if (options.scale() == Scale.SMALLEST) {
      result.note("Too short to learn anything: it shows only that it runs.");
    }
    return result.build();
  }

  private static double seconds(TrainingCurve curve) {
    return curve.secondsTo(curve.best() - NEAR);
  }

  private List<Figure> figures(List<TrainingCurve> curves) {
    Published published = Published.of(id());
    List<Figure> figures = new ArrayList<>();
    for (TrainingCurve curve : curves) {
      figures.add(
          Figure.of(
              "accuracyPercent." + curve.name(),
              "accuracy, " + curve.name(),
              Unit.PERCENT,
              100 * curve.best(),
              published));
    }
    for (TrainingCurve curve : curves) {
      figures.add(
          Figure.seconds(
              "convergeSeconds." + curve.name(),
              "time to converge, " + curve.name(),
              seconds(curve),
              published));
    }
    return figures;
  }

  private List<ShapeFinding> shape(List<TrainingCurve> curves) {
    Published published = Published.of(id());
    ToDoubleFunction<TrainingCurve> there =
        curve -> published.value("convergeSeconds." + curve.name()).orElse(Double.NaN);
    List<String> here = order(curves, FrameworkAccuracy::seconds);
    List<String> then = order(curves, there);
    String order =
        "fastest to converge first: here %s; published %s."
            .formatted(String.join(", ", here), String.join(", ", then));
    List<ShapeFinding> findings = new ArrayList<>();
    findings.add(
        here.equals(then)
            ? ShapeFinding.agrees(order)
            : ShapeFinding.differs(
                order,
                "there each step's exchange crossed AWS's network, which SPIRT does once an epoch"
                    + " and the others once a batch; here stores answer in milliseconds, and two"
                    + " processors compute what there ran in 49 functions at once."));
    double spread =
        100
            * (curves.stream().mapToDouble(TrainingCurve::best).max().orElse(0)
                - curves.stream().mapToDouble(TrainingCurve::best).min().orElse(0));
    String accuracy =
        String.format(
            Locale.ROOT,
            "all end within %.1f points of accuracy (%s); published within 3.0 points.",
            spread,
            curves.stream()
                .map(
                    curve ->
                        String.format(Locale.ROOT, "%s %.1f %%", curve.name(), 100 * curve.best()))
                .collect(Collectors.joining(", ")));
    findings.add(
        spread <= 100 * SAME
            ? ShapeFinding.agrees(accuracy)
            : ShapeFinding.differs(
                accuracy, "the runs are short: who makes fewer updates has learnt less by then."));
    return findings;
  }

  private static List<String> order(
      List<TrainingCurve> curves, ToDoubleFunction<TrainingCurve> seconds) {
    return curves.stream()
        .sorted(Comparator.comparingDouble(seconds))
        .map(TrainingCurve::name)
        .toList();
  }
}
