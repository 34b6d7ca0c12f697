package io.spirt.frameworks.lambdaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.spirt.frameworks.Framework;
import io.spirt.frameworks.FrameworkControls;
import io.spirt.frameworks.FrameworkHooks;
import io.spirt.frameworks.FrameworkOptions;
import io.spirt.frameworks.FrameworkRun;
import io.spirt.frameworks.FrameworkTraining;
import io.spirt.frameworks.Frameworks;
import io.spirt.frameworks.Member;
import io.spirt.frameworks.worker.StepProgress;
import io.spirt.job.Job;
import io.spirt.job.JobReader;
import io.spirt.monitor.RunObserver;
import io.spirt.monitor.report.PeerReport;
import io.spirt.monitor.report.RunEvent;
import io.spirt.monitor.report.RunReport;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real processes, a real S3 server, and a worker that is killed (SIGKILL) in the middle. */
@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LambdaMlTrainingTest {
  @TempDir private Path folder;

  @Test
  void aMasterThatIsKilledComesBackAndTheParamsAreThoseOfOneMachine() {
    RunReport killed = train("all-reduce", Map.of("restarts", "1"), Optional.of(0));
    assertThat(killed.status()).as(killed.failure()).isEqualTo("succeeded");
    assertThat(killed.events())
        .filteredOn(event -> event.type().equals("failed"))
        .extracting(RunEvent::rank)
        .containsExactly(0);
    RunReport plain = train("single", Map.of("updateAfter", "step"), Optional.empty());
    assertThat(killed.peers())
        .extracting(PeerReport::paramsDigest)
        .hasSize(2)
        .containsOnly(plain.peers().get(0).paramsDigest());
  }

  @Test
  void withoutARestartScatterReduceEndsWithTheNameOfWhoIsMissing() {
    RunReport report = train("scatter-reduce", Map.of("patienceSeconds", "15"), Optional.of(1));
    assertThat(report.status()).isEqualTo("failed");
    assertThat(report.failure())
        .containsPattern("worker 0: .*waited 15 s in vain: .* worker 1")
        .containsPattern("worker 1: the function process \\d+ ended");
  }

  private RunReport train(String id, Map<String, String> options, Optional<Integer> victim) {
    Framework framework = Frameworks.named(id);
    return FrameworkTraining.train(
            new FrameworkRun(
                job(id),
                framework,
                FrameworkOptions.of(framework, options),
                Optional.empty(),
                folder,
                new Killer(victim)),
            new RunObserver() {})
        .report();
  }

  private static Job job(String name) {
    return JobReader.read(
        """
        {
          "name": "%s", "peers": 2,
          "model": {"name": "lenet5"},
          "dataset": {"name": "digits", "batchSize": 20, "limit": 780},
          "training": {
            "epochs": 2, "learningRate": 0.01, "optimizer": {"momentum": 0.9}
          }
        }
        """
            .formatted(name));
  }

  /** Kills a worker when it is seen at its third step or later. */
  private static final class Killer implements FrameworkHooks {
    private final Optional<Integer> victim;
    private final AtomicBoolean killed = new AtomicBoolean();
    private FrameworkControls controls;

    Killer(Optional<Integer> victim) {
      this.victim = victim;
    }

    @Override
    public void started(FrameworkControls run) {
      controls = run;
    }

    @Override
    public void progressed(StepProgress progress) {
      boolean due = victim.filter(rank -> rank == progress.rank()).isPresent();
      if (due && progress.step() >= 3 && killed.compareAndSet(false, true)) {
        assertThat(controls.kill(Member.worker(progress.rank()))).isTrue();
      }
    }
  }
}
