package io.spirt.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spirt.aws.RunResume.Resumed;
import org.junit.jupiter.api.Test;

class RunStopAndResumeTest extends StoredRuns {

  private void run(String arn) {
    states.execution(arn, "RUNNING", SampleRun.START);
  }

  @Test
  void stopsWhatRunsOfThatRunAndNothingElse() {
    sample.taken().entered(0);
    run(sample.execution(0, 0));
    run(sample.entry(1));
    String ofAnother = sample.roundMachine(0).replace("sample-rank0", "sample-two-rank0") + ":x";
    String other = ofAnother.replace(":stateMachine:", ":execution:");
    String otherEntry = Executions.arn(stack.entryMachine(1), "two-0123456789ab");
    run(other);
    run(otherEntry);
    assertThat(new RunStop(clients, stack, SampleRun.NAME).stop())
        .containsExactlyInAnyOrder(
            "sample-rank0-round0-abc", SampleRun.submission().executionName());
    assertThat(objects.isStopped(SampleRun.NAME)).isTrue();
    assertThat(states.status(sample.execution(0, 0))).isEqualTo("ABORTED");
    assertThat(states.status(other)).isEqualTo("RUNNING");
    assertThat(states.status(otherEntry)).isEqualTo("RUNNING");
  }

  @Test
  void stoppingTwiceIsStoppingOnce() {
    sample.taken();
    assertThat(new RunStop(clients, stack, SampleRun.NAME).stop()).isEmpty();
    assertThat(new RunStop(clients, stack, SampleRun.NAME).stop()).isEmpty();
  }

  @Test
  void thereHasToBeARunToStop() {
    assertThatThrownBy(() -> new RunStop(clients, stack, SampleRun.NAME).stop())
        .isInstanceOf(AwsRefusedException.class)
        .hasMessageContaining("has no run 'sample'; submit its job first");
  }

  /** RedriveExecution against a stub of its rules: see {@link StatesStub}. */
  @Test
  void redrivesWhatFailedOrWasEndedAndLeavesWhatRuns() {
    sample.taken().entered(0).entered(1).round(0, 0);
    objects.stop(SampleRun.NAME);
    states.execution(sample.execution(0, 1), "ABORTED", SampleRun.START);
    run(sample.execution(1, 0));
    assertThat(new RunResume(clients, stack, SampleRun.NAME).resume())
        .containsExactly(
            new Resumed(0, "redriven", "sample-rank0-round1-abc"),
            new Resumed(1, "runs", "sample-rank1-round0-abc"));
    assertThat(states.redriven()).containsExactly(sample.execution(0, 1));
    assertThat(states.started()).isEmpty();
    assertThat(objects.isStopped(SampleRun.NAME)).isFalse();
    assertThat(objects.isResumed(SampleRun.NAME)).isTrue();
  }

  /** A redrive would only enter the Fail state again; Auth has to be asked anew. */
  @Test
  void aPeerThatNeverGotReadyEntersAnew() {
    sample.taken().entered(1);
    states.failed(sample.entry(0), "PeerNeverReady", "auth said so", true);
    states.execution(sample.execution(1, 0), "TIMED_OUT", SampleRun.START);
    assertThat(new RunResume(clients, stack, SampleRun.NAME).resume())
        .containsExactly(
            new Resumed(0, "entered anew", SampleRun.submission().executionName() + "-2"),
            new Resumed(1, "redriven", "sample-rank1-round0-abc"));
    assertThat(states.started())
        .containsExactly(sample.entry(0) + "-2 {\"run\":\"sample\",\"rank\":0}");
  }

  @Test
  void aPeerThatEndedStaysWhereItIs() {
    sample.whole();
    assertThat(new RunResume(clients, stack, SampleRun.NAME).resume())
        .extracting(Resumed::what)
        .containsExactly("ended", "ended");
  }
}
