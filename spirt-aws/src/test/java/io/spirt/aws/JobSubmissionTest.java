package io.spirt.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spirt.functions.Submission;
import io.spirt.job.Job;
import io.spirt.training.data.DataLocation;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JobSubmissionTest extends StoredRuns {
  private static final DataLocation NO_DATA = DataLocation.of(Optional.empty(), Map.of());

  private final List<String> said = new ArrayList<>();

  private Submission submit(Job job, Runnable meanwhile) throws InterruptedException {
    Pause pause = time -> meanwhile.run();
    return new JobSubmission(
            clients, stack, InstantSource.system(), pause, Duration.ofSeconds(2), said::add)
        .submit(job, NO_DATA);
  }

  private String taking() {
    return Executions.arn(stack.submissionMachine(), SampleRun.submission().executionName());
  }

  private void succeeds() {
    sample.taken();
    states.execution(taking(), "SUCCEEDED", 1);
  }

  @Test
  void startsOneExecutionUnderANameOfTheJobsAndWaitsForIt() throws Exception {
    Submission taken = submit(SampleRun.job(), this::succeeds);
    assertThat(states.started()).hasSize(1);
    assertThat(states.started().get(0)).startsWith(taking() + " {").contains("\"sample\"");
    assertThat(taken.digest()).isEqualTo(SampleRun.submission().digest());
  }

  @Test
  void submittingAgainStartsNothingAgain() throws Exception {
    submit(SampleRun.job(), this::succeeds);
    said.clear();
    submit(SampleRun.job(), () -> {});
    assertThat(states.started()).hasSize(1);
    assertThat(said)
        .contains(
            SampleRun.submission().executionName()
                + " was submitted before and was taken: nothing was started again; it is in s3://"
                + stack.bucket()
                + "/runs/sample");
  }

  @Test
  void submittingWhileItIsTakenWaitsForTheSame() throws Exception {
    states.execution(taking(), "RUNNING", 1);
    submit(SampleRun.job(), this::succeeds);
    assertThat(states.started()).isEmpty();
  }

  @Test
  void aSubmissionThatFailedIsTriedAgain() throws Exception {
    states.failed(taking(), "States.Timeout", "", false);
    submit(
        SampleRun.job(),
        () -> {
          sample.taken();
          states.execution(taking() + "-2", "SUCCEEDED", 1);
        });
    assertThat(states.started().get(0)).startsWith(taking() + "-2 {");
  }

  @Test
  void aJobThatIsRefusedThereShowsAllItsProblems() {
    assertThatThrownBy(
            () ->
                submit(
                    SampleRun.job(),
                    () ->
                        states.failed(
                            taking(),
                            "io.spirt.functions.PermanentException",
                            """
                            {"errorMessage": "a\\nb",
                             "errorType": "io.spirt.functions.PermanentException"}
                            """,
                            false)))
        .isInstanceOfSatisfying(
            AwsRefusedException.class,
            refused -> assertThat(refused.problems()).containsExactly("a", "b"));
  }

  @Test
  void anythingElseIsAFailureThere() {
    assertThatThrownBy(
            () ->
                submit(SampleRun.job(), () -> states.failed(taking(), "States.Timeout", "", false)))
        .isInstanceOf(AwsFailedException.class)
        .hasMessageContaining("ended as FAILED: States.Timeout");
  }

  @Test
  void aNameBelongsToOneJob() {
    sample.taken();
    Job other = SampleRun.job().with(SampleRun.job().dataset().at("s3://elsewhere/digits"));
    assertThatThrownBy(() -> submit(other, () -> {}))
        .isInstanceOf(AwsRefusedException.class)
        .hasMessage(
            "stack 'demo' has a run 'sample' of another job: give this one another name with"
                + " --run NAME");
    assertThat(states.started()).isEmpty();
  }

  @Test
  void morePeersThanAreDeployedAreRefusedBeforeAnythingIsSent() {
    DeployedStack small =
        new DeployedStack("demo", stack.bucket(), stack.submissionMachine(), 1, "us-east-1");
    JobSubmission submission =
        new JobSubmission(
            clients, small, InstantSource.system(), time -> {}, Duration.ZERO, said::add);
    assertThatThrownBy(() -> submission.submit(SampleRun.job(), NO_DATA))
        .hasMessage("/peers is 2, but stack 'demo' has 1: lower it, or deploy more");
    assertThat(said).isEmpty();
  }
}
