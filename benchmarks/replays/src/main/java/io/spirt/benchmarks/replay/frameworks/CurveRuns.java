package io.spirt.benchmarks.replay.frameworks;

import io.spirt.benchmarks.replay.ExperimentFailedException;
import io.spirt.benchmarks.replay.ReplayOptions;
import io.spirt.frameworks.Framework;
import io.spirt.frameworks.FrameworkOptions;
import io.spirt.frameworks.FrameworkReport;
import io.spirt.frameworks.FrameworkRun;
import io.spirt.frameworks.FrameworkTraining;
import io.spirt.frameworks.Frameworks;
import io.spirt.frameworks.worker.WorkerEpoch;
import io.spirt.job.Job;
import io.spirt.local.LocalOptions;
import io.spirt.local.LocalTraining;
import io.spirt.local.RunHooks;
import io.spirt.monitor.RunObserver;
import io.spirt.monitor.report.EpochReport;
import io.spirt.monitor.report.RunReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** What runs the jobs; the seam at which tests put runs that never took place. */
interface CurveRuns {
  /** SPIRT's name among the frameworks. */
  String SPIRT = "spirt";

  /** The local runtimes. */
  CurveRuns LOCAL = CurveRuns::train;

  /**
   * Runs a job to its end.
   *
   * @param name of the curve
   * @param framework {@link #SPIRT} or the id of a framework
   * @param frameworkOptions its options
   * @throws ExperimentFailedException if it did not get there
   */
  TrainingCurve run(
      String name,
      String framework,
      Job job,
      Map<String, String> frameworkOptions,
      ReplayOptions options,
      Consumer<String> progress);

  private static TrainingCurve train(
      String name,
      String framework,
      Job job,
      Map<String, String> frameworkOptions,
      ReplayOptions options,
      Consumer<String> progress) {
    RunObserver observer = observer(name, job, progress);
    if (framework.equals(SPIRT)) {
      RunReport report =
          LocalTraining.train(
              new LocalOptions(
                  job,
                  options.dataFolder(),
                  options.runs(),
                  options.workers(),
                  /* tls= */ false,
                  RunHooks.NONE),
              observer);
      return curve(name, report, List.of(), options);
    }
    Framework other = Frameworks.named(framework);
    FrameworkReport report =
        FrameworkTraining.train(
            new FrameworkRun(
                job,
                other,
                FrameworkOptions.of(other, frameworkOptions),
                options.dataFolder(),
                options.runs()),
            observer);
    return curve(name, report.report(), report.epochs(), options);
  }

  private static RunObserver observer(String name, Job job, Consumer<String> progress) {
    return new RunObserver() {
      @Override
      public void epochEnded(EpochReport epoch) {
        progress.accept(
            String.format(
                Locale.ROOT,
                "%s: epoch %d of %d: %.2f s, accuracy %.3f",
                name,
                epoch.epoch(),
                job.training().epochs(),
                epoch.wallMillis() / 1e3,
                epoch.validationAccuracy() == null ? Double.NaN : epoch.validationAccuracy()));
      }
    };
  }

  /** The curve of a report. */
  static TrainingCurve curve(
      String name, RunReport report, List<WorkerEpoch> workers, ReplayOptions options) {
    switch (report.status()) {
      case "failed" ->
          throw new ExperimentFailedException(
              "the run of %s failed: %s".formatted(name, report.failure()));
      case "interrupted" ->
          throw new ExperimentFailedException("interrupted", /* interrupted= */ true);
      default -> {}
    }
    List<TrainingCurve.Point> points = new ArrayList<>();
    double seconds = 0;
    long steps = 0;
    long updates = 0;
    long bytes = 0;
    for (EpochReport epoch : report.epochs()) {
      List<WorkerEpoch> own =
          workers.stream().filter(worker -> worker.epoch() == epoch.epoch()).toList();
      seconds += epoch.wallMillis() / 1e3 + ExchangeTime.simulated(own, options.network());
      steps += own.stream().mapToLong(WorkerEpoch::steps).max().orElse(1);
      updates += own.stream().mapToLong(worker -> worker.traffic().puts()).sum();
      bytes += own.stream().mapToLong(worker -> worker.traffic().bytesOut()).sum();
      if (epoch.validationAccuracy() != null) {
        points.add(
            new TrainingCurve.Point(
                epoch.epoch(),
                seconds,
                epoch.validationAccuracy(),
                epoch.validationLoss(),
                steps,
                updates,
                bytes));
      }
    }
    return new TrainingCurve(name, points, report.status());
  }
}
