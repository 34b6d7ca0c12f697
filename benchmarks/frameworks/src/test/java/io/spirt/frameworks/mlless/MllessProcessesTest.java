package io.spirt.frameworks.mlless;

import static org.assertj.core.api.Assertions.assertThat;

import io.spirt.frameworks.FrameworkControls;
import io.spirt.frameworks.FrameworkHooks;
import io.spirt.frameworks.FrameworkOptions;
import io.spirt.frameworks.FrameworkReport;
import io.spirt.frameworks.FrameworkRun;
import io.spirt.frameworks.FrameworkTraining;
import io.spirt.frameworks.Member;
import io.spirt.frameworks.worker.StepProgress;
import io.spirt.job.JobReader;
import io.spirt.monitor.RunObserver;
import io.spirt.monitor.report.PeerReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One run in processes of their own, two of which are killed: Table 8.7 of the thesis. */
class MllessProcessesTest {
  private static final Member SUPERVISOR = new Member(Mlless.SUPERVISOR, 0);
  private static final Member LAST = Member.worker(2);

  /** Kills the supervisor in epoch 1 and brings it back; kills a worker after that. */
  private static final class Killer implements FrameworkHooks {
    private final List<Member> lost = new CopyOnWriteArrayList<>();
    private FrameworkControls controls;
    private boolean killedSupervisor;
    private boolean killedWorker;

    @Override
    public void started(FrameworkControls given) {
      controls = given;
    }

    @Override
    public void progressed(StepProgress progress) {
      if (progress.epoch() == 1 && progress.step() >= 2 && !killedSupervisor) {
        killedSupervisor = controls.kill(SUPERVISOR);
      }
      if (progress.epoch() >= 2 && lost.contains(SUPERVISOR) && !killedWorker) {
        killedWorker = controls.kill(LAST);
      }
    }

    @Override
    public void lost(Member member, String why) {
      lost.add(member);
      if (member.equals(SUPERVISOR)) {
        controls.restart(SUPERVISOR);
      }
    }
  }

  @Test
  void waitsForItsSupervisorAndGoesOnWithoutAWorker(@TempDir Path runs) {
    Mlless mlless = new Mlless();
    Killer killer = new Killer();
    FrameworkReport report =
        FrameworkTraining.train(
            new FrameworkRun(
                JobReader.read(
                    """
                    {"name": "killed", "peers": 3,
                     "model": {"name": "lenet5"},
                     "dataset": {"name": "digits", "batchSize": 32, "limit": 480,
                                 "validationFraction": 0.1},
                     "training": {"epochs": 4, "learningRate": 0.05},
                     "convergence": {"everyEpochs": 4}}
                    """),
                mlless,
                FrameworkOptions.of(
                    mlless,
                    Map.of("patience", "0", "threshold", "0.5", "workerPatienceSeconds", "4")),
                Optional.empty(),
                runs,
                killer),
            new RunObserver() {});
    assertThat(report.report().failure()).isNull();
    assertThat(report.report().status()).isEqualTo("succeeded");
    assertThat(killer.lost).containsExactly(SUPERVISOR, LAST);
    assertThat(report.report().peers())
        .extracting(PeerReport::status)
        .containsExactly(PeerReport.ACTIVE, PeerReport.ACTIVE, "failed");
    assertThat(report.report().peers().get(0).paramsDigest())
        .isEqualTo(report.report().peers().get(1).paramsDigest());
    assertThat(report.report().epochs()).hasSize(4);
    assertThat(report.traffic(1).bytesOut()).isPositive();
  }
}
