package io.spirt.benchmarks.replay.frameworks;

import io.spirt.benchmarks.replay.Experiment;
import io.spirt.benchmarks.replay.Figure;
import io.spirt.benchmarks.replay.LinePlot;
import io.spirt.benchmarks.replay.Published;
import io.spirt.benchmarks.replay.ReplayOptions;
import io.spirt.benchmarks.replay.ReplayPlot;
import io.spirt.benchmarks.replay.ReplayResult;
import io.spirt.benchmarks.replay.ReplayRows;
import io.spirt.benchmarks.replay.Scale;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/** {@code framework-scaling}: what becomes of compute and sync with more workers. */
public final class FrameworkScaling implements Experiment {
  static final String ID = "framework-scaling";

  private final ScalingRuns runs;

  /** Of real runs. */
  public FrameworkScaling() {
    this(ScalingRuns.LOCAL);
  }

  FrameworkScaling(ScalingRuns runs) {
    this.runs = runs;
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public List<String> description() {
    return List.of(
        "The same data with more and more workers: SPIRT, LambdaML's two and MLLess.",
        "",
        "An epoch's time for gradients (compute) and the exchange (sync), mean over the",
        "workers. 2, 4 and 8 workers on generated digits, with --full 4 to 16 on CIFAR-10",
        "with MobileNet.");
  }

  @Override
  public void check(ReplayOptions options) {
    ScalingJob.workers(options.scale())
        .forEach(workers -> ScalingJob.of(ScalingPoint.SPIRT, workers, options));
  }

  @Override
  public ReplayResult run(ReplayOptions options, Consumer<String> progress) {
    List<ScalingPoint> points = new ArrayList<>();
    for (String framework : ScalingPoint.FRAMEWORKS) {
      for (int workers : ScalingJob.workers(options.scale())) {
        ScalingPoint point =
            runs.run(framework, ScalingJob.of(framework, workers, options), options);
        points.add(point);
        progress.accept(
            String.format(
                Locale.ROOT,
                "%s, %d workers: compute %.2f s, sync %.2f s, epoch %.2f s",
                framework,
                workers,
                point.computeSeconds(),
                point.syncSeconds(),
                point.epochSeconds()));
      }
    }
    return shown(options, points);
  }

  private static ReplayResult shown(ReplayOptions options, List<ScalingPoint> points) {
    Published published = Published.of(ID);
    ReplayResult.Builder result =
        ReplayResult.of(
            "%s on %s, %d batches of %d an epoch, workers %s"
                .formatted(
                    ScalingJob.model(options),
                    options.dataset("cifar10"),
                    ScalingJob.batches(options.scale()),
                    ScalingJob.batchSize(options.scale()),
                    ScalingJob.workers(options.scale())));
    for (ScalingPoint point : points) {
      String of = "%s, %d workers".formatted(point.framework(), point.workers());
      result.figure(
          Figure.seconds(
              key("compute", point), "compute: " + of, point.computeSeconds(), published));
      result.figure(
          Figure.seconds(key("sync", point), "sync: " + of, point.syncSeconds(), published));
    }
    result.rows(rows(points, published));
    result.plot(plot("compute", "Gradients", points, ScalingPoint::computeSeconds, published));
    result.plot(plot("sync", "Exchange", points, ScalingPoint::syncSeconds, published));
    new ScalingShape(points).findings().forEach(result::shape);
    if (options.scale() != Scale.FULL) {
      result.note("Model, data and numbers of workers are smaller than the published ones.");
    }
    return result
        .note(
            "All workers share this machine's processors: more of them compute at the same time,"
                + " but not faster together.")
        .note("Compute of SPIRT is the wall time of its parallel gradient functions, as published.")
        .build();
  }

  private static String key(String stage, ScalingPoint point) {
    return "%sSeconds.%s-%d".formatted(stage, point.framework(), point.workers());
  }

  private static ReplayRows rows(List<ScalingPoint> points, Published published) {
    ReplayRows.Builder rows =
        ReplayRows.columns(
            ReplayRows.text("framework"),
            ReplayRows.count("workers"),
            ReplayRows.number("computeSeconds"),
            ReplayRows.number("syncSeconds"),
            ReplayRows.number("epochSeconds"),
            ReplayRows.number("publishedComputeSeconds"),
            ReplayRows.number("publishedSyncSeconds"));
    for (ScalingPoint point : points) {
      rows.row(
          point.framework(),
          point.workers(),
          point.computeSeconds(),
          point.syncSeconds(),
          point.epochSeconds(),
          orNull(published.value(key("compute", point))),
          orNull(published.value(key("sync", point))));
    }
    return rows.build();
  }

  private static Object orNull(OptionalDouble value) {
    return value.isPresent() ? (Object) value.getAsDouble() : null;
  }

  private static ReplayPlot plot(
      String stage,
      String title,
      List<ScalingPoint> points,
      ToDoubleFunction<ScalingPoint> value,
      Published published) {
    LinePlot plot =
        LinePlot.of("scaling-" + stage, title + " of an epoch", "workers", "seconds").logarithmic();
    for (String framework : ScalingPoint.FRAMEWORKS) {
      List<ScalingPoint> curve =
          points.stream()
              .filter(point -> point.framework().equals(framework))
              .filter(point -> value.applyAsDouble(point) > 0)
              .toList();
      plot.measured(
          framework,
          curve.stream().map(ScalingPoint::workers).toList(),
          curve.stream().map(value::applyAsDouble).toList());
      List<ScalingPoint> known =
          curve.stream().filter(point -> published.value(key(stage, point)).isPresent()).toList();
      plot.published(
          framework,
          known.stream().map(ScalingPoint::workers).toList(),
          known.stream().map(point -> published.value(key(stage, point)).getAsDouble()).toList());
    }
    return plot.build();
  }
}
