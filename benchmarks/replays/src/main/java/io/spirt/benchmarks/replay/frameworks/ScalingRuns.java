package io.spirt.benchmarks.replay.frameworks;

import io.spirt.benchmarks.replay.ExperimentFailedException;
import io.spirt.benchmarks.replay.ReplayOptions;
import io.spirt.frameworks.Framework;
import io.spirt.frameworks.FrameworkOptions;
import io.spirt.frameworks.FrameworkRun;
import io.spirt.frameworks.FrameworkTraining;
import io.spirt.frameworks.Frameworks;
import io.spirt.job.Job;
import io.spirt.job.Stage;
import io.spirt.local.LocalOptions;
import io.spirt.local.LocalTraining;
import io.spirt.local.RunHooks;
import io.spirt.monitor.RunObserver;
import io.spirt.monitor.report.EpochReport;
import io.spirt.monitor.report.RunReport;
import java.util.List;
import java.util.Map;

/** What runs the jobs; the seam at which tests put runs that never took place. */
interface ScalingRuns {
  /** The local runtimes. */
  ScalingRuns LOCAL = ScalingRuns::train;

  /** SPIRT's stages that the others call sync. */
  List<Stage> EXCHANGE = List.of(Stage.AVERAGE, Stage.HEARTBEAT, Stage.SYNC, Stage.AGGREGATE);

  /**
   * Runs a job to its end; its last epoch counts, since in the first everything is new.
   *
   * @param framework {@link ScalingPoint#SPIRT} or the id of a framework
   * @throws ExperimentFailedException if it did not get there
   */
  ScalingPoint run(String framework, Job job, ReplayOptions options);

  private static ScalingPoint train(String framework, Job job, ReplayOptions options) {
    RunObserver nobody = new RunObserver() {};
    if (framework.equals(ScalingPoint.SPIRT)) {
      LocalOptions local =
          new LocalOptions(
              job,
              options.dataFolder(),
              options.runs(),
              options.workers(),
              /* tls= */ false,
              RunHooks.NONE);
      return spirt(job.peers(), lastEpoch(framework, LocalTraining.train(local, nobody)));
    }
    Framework other = Frameworks.named(framework);
    FrameworkRun run =
        new FrameworkRun(
            job, other, FrameworkOptions.of(other, Map.of()), options.dataFolder(), options.runs());
    return other(
        framework,
        job.peers(),
        lastEpoch(framework, FrameworkTraining.train(run, nobody).report()));
  }

  private static EpochReport lastEpoch(String framework, RunReport report) {
    if (report.status().equals("interrupted")) {
      throw new ExperimentFailedException("interrupted", /* interrupted= */ true);
    }
    if (!report.status().equals("succeeded") || report.epochs().isEmpty()) {
      throw new ExperimentFailedException(
          "the run of %s failed: %s".formatted(framework, report.failure()));
    }
    return report.epochs().get(report.epochs().size() - 1);
  }

  /** SPIRT's stages in the thesis's words. */
  static ScalingPoint spirt(int peers, EpochReport epoch) {
    return new ScalingPoint(
        ScalingPoint.SPIRT,
        peers,
        seconds(epoch, Stage.COMPUTE_GRADIENT.word()),
        EXCHANGE.stream().mapToDouble(stage -> seconds(epoch, stage.word())).sum(),
        epoch.wallMillis() / 1e3);
  }

  /** The others' stages have those words. */
  static ScalingPoint other(String framework, int workers, EpochReport epoch) {
    return new ScalingPoint(
        framework,
        workers,
        seconds(epoch, "compute"),
        seconds(epoch, "sync"),
        epoch.wallMillis() / 1e3);
  }

  private static double seconds(EpochReport epoch, String stage) {
    return epoch.stages().getOrDefault(stage, 0.0) / 1e3;
  }
}
