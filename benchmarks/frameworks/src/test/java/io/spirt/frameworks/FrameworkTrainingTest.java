package io.spirt.frameworks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.spirt.frameworks.worker.StepProgress;
import io.spirt.job.Job;
import io.spirt.job.JobReader;
import io.spirt.local.RunRefusedException;
import io.spirt.monitor.RunObserver;
import io.spirt.monitor.report.RunEvent;
import io.spirt.monitor.report.RunReport;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs with processes that are killed. */
class FrameworkTrainingTest {
  private static final RunObserver NOBODY = new RunObserver() {};

  @TempDir private Path folder;

  @Test
  void aWorkerThatIsKilledEndsTheRunWithItsName() {
    RunReport report = train(Map.of(), "sgd");
    assertThat(report.status()).isEqualTo("failed");
    assertThat(report.failure()).matches("worker 0: the function process \\d+ ended");
  }

  @Test
  void aWorkerIsStartedAgainAsOftenAsTheOptionSays() {
    RunReport report = train(Map.of("restarts", "1"), "sgd");
    assertThat(report.status()).as(report.failure()).isEqualTo("succeeded");
    assertThat(report.events()).extracting(RunEvent::type).containsExactly("failed", "ended");
    assertThat(report.events().get(1).text()).isEqualTo("all epochs done");
    assertThat(report.epochs()).hasSize(2);
    assertThat(report.versions()).containsEntry("option.restarts", "1");
    assertThat(folder.resolve("short/model.safetensors")).exists();
    assertThat(folder.resolve("short/report.json")).exists();
    assertThat(folder.resolve("short/.runtime")).doesNotExist();
  }

  @Test
  void anOptimizerThatTheFrameworksLackIsRefusedBeforeAnythingStarts() {
    assertThatExceptionOfType(RunRefusedException.class)
        .isThrownBy(() -> train(Map.of(), "adam"))
        .withMessage(
            "single cannot train this job: /training/optimizer/name is 'adam'; the compared"
                + " frameworks update with sgd only");
    assertThat(folder).isEmptyDirectory();
  }

  /** Kills the worker at its first step. */
  private RunReport train(Map<String, String> options, String optimizer) {
    Framework single = Frameworks.named("single");
    AtomicBoolean killed = new AtomicBoolean();
    FrameworkHooks hooks =
        new FrameworkHooks() {
          private FrameworkControls controls;

          @Override
          public void started(FrameworkControls run) {
            controls = run;
          }

          @Override
          public void progressed(StepProgress progress) {
            if (killed.compareAndSet(false, true)) {
              assertThat(controls.kill(Member.worker(0))).isTrue();
            }
          }
        };
    FrameworkRun run =
        new FrameworkRun(
            job(optimizer),
            single,
            FrameworkOptions.of(single, options),
            Optional.empty(),
            folder,
            hooks);
    return FrameworkTraining.train(run, NOBODY).report();
  }

  private static Job job(String optimizer) {
    return JobReader.read(
        """
        {
          "name": "short", "peers": 1,
          "model": {"name": "lenet5"},
          "dataset": {"name": "digits", "batchSize": 20, "limit": 4000},
          "training": {"epochs": 2, "optimizer": {"name": "%s"}, "learningRate": 0.01}
        }
        """
            .formatted(optimizer));
  }
}
