package io.spirt.benchmarks.replay.p2p;

import io.spirt.benchmarks.replay.ExperimentFailedException;
import io.spirt.benchmarks.replay.ReplayOptions;
import io.spirt.frameworks.Framework;
import io.spirt.frameworks.FrameworkOptions;
import io.spirt.frameworks.FrameworkReport;
import io.spirt.frameworks.FrameworkRun;
import io.spirt.frameworks.FrameworkTraining;
import io.spirt.frameworks.Frameworks;
import io.spirt.frameworks.service.RabbitInstallation;
import io.spirt.job.Job;
import io.spirt.monitor.RunObserver;
import java.util.Map;
import java.util.function.Consumer;

/** Runs the framework p2p; the seam at which tests put runs that never took place. */
interface PeerRuntime {

  /** On this machine. */
  PeerRuntime LOCAL =
      (job, peerOptions, options, progress) -> {
        try {
          RabbitInstallation unused = RabbitInstallation.require();
        } catch (IllegalStateException e) {
          throw new ExperimentFailedException(e.getMessage(), e);
        }
        Framework framework = Frameworks.named("p2p");
        progress.accept(
            "p2p %s: %d peers, %s, %d epochs"
                .formatted(peerOptions, job.peers(), job.model().name(), job.training().epochs()));
        FrameworkReport report =
            FrameworkTraining.train(
                new FrameworkRun(
                    job,
                    framework,
                    FrameworkOptions.of(framework, peerOptions),
                    options.dataFolder(),
                    options.runs()),
                new RunObserver() {});
        if (!report.report().status().equals("succeeded")) {
          throw new ExperimentFailedException(
              "the run ended as %s: %s"
                  .formatted(report.report().status(), report.report().failure()));
        }
        return report;
      };

  /**
   * Runs a job to its end.
   *
   * @param peerOptions options of the framework
   * @throws ExperimentFailedException if it did not get there
   */
  FrameworkReport train(
      Job job, Map<String, String> peerOptions, ReplayOptions options, Consumer<String> progress);
}
