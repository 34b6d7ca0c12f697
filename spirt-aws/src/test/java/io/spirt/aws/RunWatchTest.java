package io.spirt.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spirt.monitor.RunObserver;
import io.spirt.monitor.report.EpochReport;
import io.spirt.monitor.report.PeerReport;
import io.spirt.monitor.report.RunEvent;
import io.spirt.monitor.report.RunReport;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunWatchTest extends StoredRuns {
  private final List<String> seen = new ArrayList<>();
  private final Deque<Runnable> between = new ArrayDeque<>();

  /** What happens on AWS between two looks. */
  private void then(Runnable step) {
    between.add(step);
  }

  private RunReport watch() throws InterruptedException {
    RunObserver observer =
        new RunObserver() {
          @Override
          public void preparing(String what) {
            seen.add(what);
          }

          @Override
          public void event(RunEvent event) {
            seen.add(event.type() + " " + event.rank() + " " + event.text());
          }

          @Override
          public void epochEnded(EpochReport epoch) {
            seen.add("epoch " + epoch.epoch());
          }
        };
    Pause pause =
        time -> {
          assertThat(between).as("the watch should have ended").isNotEmpty();
          between.remove().run();
        };
    return new RunWatch(clients, stack, SampleRun.NAME, pause, Duration.ofSeconds(5), observer)
        .follow();
  }

  private void run(String arn) {
    states.execution(arn, "RUNNING", SampleRun.START);
  }

  @Test
  void followsARunToItsEnd() throws Exception {
    String taking =
        Executions.arn(stack.submissionMachine(), SampleRun.submission().executionName());
    run(taking);
    then(
        () -> {
          sample.taken();
          run(sample.entry(0));
          run(sample.entry(1));
        });
    then(() -> sample.entered(0).entered(1).round(0, 0));
    // The second peer's record of the first round comes after the first peer's of the second.
    then(() -> sample.round(0, 1).round(1, 0));
    then(() -> sample.round(1, 1));
    then(() -> sample.round(0, 2).round(1, 2).finished());
    RunReport report = watch();
    assertThat(seen)
        .containsExactly("checking the job and cutting its data", "epoch 1", "epoch 2", "epoch 3");
    assertThat(report.status()).isEqualTo("succeeded");
    assertThat(report.accuracy()).isEqualTo(0.9);
    assertThat(report.peers()).extracting(PeerReport::status).containsExactly("active", "active");
    assertThat(report.peers()).extracting(PeerReport::batches).containsExactly(2, 2);
    assertThat(report.versions()).containsEntry("engine", "PyTorch 2.7.1");
  }

  /** The figures are those of the records' clocks, whenever somebody watches. */
  @Test
  void aRunThatEndedLongAgoHasTheSameFigures() throws Exception {
    sample.whole();
    RunReport report = watch();
    assertThat(report.wallMillis()).isEqualTo(500 + 2_950.0);
    assertThat(report.trainingMillis()).isEqualTo(100 + 2_950.0);
    assertThat(report.workers()).isEqualTo(4);
    assertThat(report.computeMillis()).isEqualTo(3 * 4 * 300.0);
    EpochReport first = report.epochs().get(0);
    assertThat(first.wallMillis()).isEqualTo(950);
    assertThat(first.loss()).isEqualTo(2.0);
    assertThat(first.samples()).isEqualTo(4 * 32);
    assertThat(first.stages())
        .containsEntry("compute-gradient", 400.0)
        .containsEntry("average", 100.0)
        .containsEntry("trigger-epoch", 50.0);
  }

  @Test
  void saysWhenExecutionsFail() throws Exception {
    sample.taken().entered(0).entered(1).round(0, 0).round(1, 0);
    states.failed(sample.execution(0, 1), "io.spirt.functions.PermanentException", "gone", false);
    run(sample.execution(1, 1));
    then(
        () ->
            states.failed(
                sample.execution(1, 1),
                "X",
                "{\"errorMessage\": \"no batch 3\", \"errorType\": \"X\"}",
                false));
    RunReport report = watch();
    assertThat(report.status()).isEqualTo("failed");
    assertThat(report.failure())
        .isEqualTo("every peer failed; the first was rank 0, round 1: gone");
    assertThat(seen).containsExactly("epoch 1", "failed 0 gone", "failed 1 no batch 3");
    assertThat(report.epochs()).hasSize(1);
  }

  @Test
  void aPeerThatIsRedrivenIsBack() throws Exception {
    sample.taken().entered(0).entered(1).round(0, 0).round(1, 0);
    states.failed(sample.execution(0, 1), "X", "gone", false);
    run(sample.execution(1, 1));
    then(() -> sample.round(0, 1).round(1, 1));
    then(() -> sample.round(0, 2).round(1, 2).finished());
    run(sample.execution(0, 2));
    run(sample.execution(1, 2));
    RunReport report = watch();
    assertThat(seen).contains("failed 0 gone", "joined 0 ", "epoch 2", "epoch 3");
    assertThat(report.status()).isEqualTo("succeeded");
  }

  @Test
  void noticesThatTheAdminStoppedTheRun() throws Exception {
    sample.taken().entered(0).entered(1);
    run(sample.execution(0, 0));
    run(sample.execution(1, 0));
    then(() -> objects.stop(SampleRun.NAME));
    then(
        () -> {
          states.execution(sample.execution(0, 0), "ABORTED", SampleRun.START);
          states.execution(sample.execution(1, 0), "ABORTED", SampleRun.START);
        });
    RunReport report = watch();
    assertThat(report.status()).isEqualTo("stopped");
    assertThat(report.failure()).isEqualTo("stopped by the admin");
    assertThat(between).isEmpty();
  }

  @Test
  void saysWhyAJobWasRefused() {
    states.failed(
        Executions.arn(stack.submissionMachine(), SampleRun.submission().executionName()),
        "io.spirt.job.InvalidJobException",
        """
        {"errorMessage": "/peers: 0: at least 1\\n/name: must be there",
         "errorType": "io.spirt.job.InvalidJobException"}
        """,
        false);
    assertThatThrownBy(this::watch)
        .isInstanceOfSatisfying(
            AwsRefusedException.class,
            refused ->
                assertThat(refused.problems())
                    .containsExactly("/peers: 0: at least 1", "/name: must be there"));
  }

  @Test
  void saysWhichRunsThereAre() {
    objects.putJob("other", SampleRun.job());
    assertThatThrownBy(this::watch).hasMessage("stack 'demo' has no run 'sample'; there are other");
  }
}
