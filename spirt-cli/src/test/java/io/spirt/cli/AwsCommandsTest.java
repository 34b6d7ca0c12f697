package io.spirt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.spirt.aws.AwsRefusedException;
import io.spirt.aws.SampleRun;
import io.spirt.aws.StoredRuns;
import io.spirt.job.JobReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.exception.SdkClientException;

/** What the commands for AWS print, with S3Mock and a stub of Step Functions behind them. */
class AwsCommandsTest extends StoredRuns {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  private CommandRun spirt(String... args) {
    return CommandRun.onAws(name -> new StackSession(fresh(), stack), args);
  }

  private void runs(String arn) {
    states.execution(arn, "RUNNING", SampleRun.START);
  }

  private Path jobFile() throws IOException {
    Path file = folder.resolve("job.json");
    return Files.writeString(file, JobReader.write(SampleRun.job()));
  }

  @Test
  void submitSaysHowToFollow() throws IOException {
    String name = SampleRun.submission().executionName();
    states.execution(
        stack.submissionMachine().replace(":stateMachine:", ":execution:") + ":" + name,
        "SUCCEEDED",
        1);
    sample.taken();
    CommandRun run = spirt("submit", jobFile().toString(), "--stack", "demo");
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isEqualTo(ExitCodes.OK);
    assertThat(run.out())
        .containsSubsequence(
            name + " was submitted before and was taken: nothing was started again",
            "run sample is taken: 2 peers",
            "to follow it: ./spirt watch sample --stack demo");
  }

  @Test
  void submitShowsEverythingThatIsWrongBeforeItReachesAws() throws IOException {
    Path file = Files.writeString(folder.resolve("bad.json"), "{\"name\": \"x\", \"peers\": 0}");
    CommandRun run =
        CommandRun.onAws(
            name -> {
              throw new IllegalStateException("reached");
            },
            "submit",
            file.toString(),
            "--stack",
            "demo");
    assertThat(run.exitCode()).isEqualTo(ExitCodes.BAD_INPUT);
    assertThat(run.err()).contains("/peers", "/model").doesNotContain("reached");
  }

  @Test
  void aRunsNameHasToBeAValidOne() throws IOException {
    CommandRun run = spirt("submit", jobFile().toString(), "--stack", "demo", "--run", "Not/One");
    assertThat(run.exitCode()).isEqualTo(ExitCodes.BAD_INPUT);
    assertThat(run.err()).contains("/name");
  }

  @Test
  void watchShowsEpochsAndTheEnd() {
    sample.whole();
    CommandRun run = spirt("watch", "sample", "--stack", "demo");
    assertThat(run.exitCode()).isEqualTo(ExitCodes.OK);
    assertThat(run.out())
        .containsSubsequence(
            "sample: lenet5 on digits, 128 samples in 4 batches, 2 peers",
            "epoch 1/3  loss 2.000",
            "epoch 3/3  loss 0.667",
            "succeeded in 3.5 s: accuracy 0.900, loss 0.250 on the test split",
            "all 2 peers hold the same params",
            "to have model and report here: ./spirt fetch sample --stack demo");
  }

  @Test
  void watchPrintsTheReportAsJson() throws IOException {
    sample.whole();
    CommandRun run = spirt("watch", "sample", "--stack", "demo", "--json");
    JsonNode report = JSON.readTree(run.out());
    assertThat(report.path("status").asText()).isEqualTo("succeeded");
    assertThat(run.err()).contains("epoch 1/3");
  }

  @Test
  void statusIsATable() {
    sample.taken().entered(0).entered(1).round(0, 0).round(1, 0);
    runs(sample.execution(0, 1));
    states.failed(sample.execution(1, 1), "X", "out of memory", false);
    CommandRun run = spirt("status", "sample", "--stack", "demo");
    assertThat(run.out().lines())
        .containsExactly(
            "sample on demo: running",
            "submitted 2023-11-14T22:13:19Z, 3 epochs of 1 round",
            "  peer  state    epoch  round  version  params        execution",
            "  0     running  1      0      1        010101010101  sample-rank0-round1-abc",
            "  1     failed   1      0      1        010101010101  sample-rank1-round1-abc",
            "at version 1 all peers hold the same params",
            "rank 1: out of memory");
  }

  @Test
  void statusIsJsonForPrograms() throws IOException {
    sample.whole();
    JsonNode status = JSON.readTree(spirt("status", "sample", "--stack", "demo", "--json").out());
    assertThat(status.path("state").asText()).isEqualTo("ended");
    assertThat(status.path("paramsAgree").asBoolean()).isTrue();
    assertThat(status.path("outcome").path("accuracy").asDouble()).isEqualTo(0.9);
  }

  @Test
  void stopAndResume() {
    sample.taken().entered(0).entered(1);
    runs(sample.execution(0, 0));
    runs(sample.execution(1, 0));
    CommandRun stopped = spirt("stop", "sample", "--stack", "demo");
    assertThat(stopped.out().lines())
        .containsExactlyInAnyOrder(
            "ended sample-rank0-round0-abc",
            "ended sample-rank1-round0-abc",
            "run sample is stopped",
            "to go on: ./spirt resume sample --stack demo");
    CommandRun watched = spirt("watch", "sample", "--stack", "demo");
    assertThat(watched.exitCode()).isEqualTo(ExitCodes.RUN_FAILED);
    assertThat(watched.out())
        .contains("stopped by the admin")
        .contains("no peer got to the end; rank 0 stopped; rank 1 stopped")
        .contains("to go on: ./spirt resume sample --stack demo");
    assertThat(spirt("resume", "sample", "--stack", "demo", "--workers", "2").err())
        .contains("--workers is for runs of this machine");
    CommandRun resumed = spirt("resume", "sample", "--stack", "demo");
    assertThat(resumed.out().lines())
        .containsExactly(
            "peer 0  redriven  sample-rank0-round0-abc",
            "peer 1  redriven  sample-rank1-round0-abc",
            "to follow it: ./spirt watch sample --stack demo");
  }

  @Test
  void fetchLeavesWhatTrainLeaves() {
    sample.whole();
    CommandRun run = spirt("fetch", "sample", "--stack", "demo", "--runs", folder.toString());
    assertThat(run.exitCode()).isEqualTo(ExitCodes.OK);
    for (String name :
        new String[] {"model.safetensors", "report.json", "metrics.csv", "report.html"}) {
      assertThat(folder.resolve("sample").resolve(name)).isNotEmptyFile();
    }
    assertThat(run.out()).contains("accuracy 0.900", "model.safetensors", "report.html");
  }

  @Test
  void failuresOfAwsAreOneLine() {
    CommandRun run =
        CommandRun.onAws(
            name -> {
              throw SdkClientException.create("Unable to load credentials from any of the ...");
            },
            "status",
            "sample",
            "--stack",
            "demo");
    assertThat(run.exitCode()).isEqualTo(ExitCodes.BAD_INPUT);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).startsWith("spirt: no AWS credentials were found");
  }

  @Test
  void aStackThatIsNotThereIsBadInput() {
    CommandRun run =
        CommandRun.onAws(
            name -> {
              throw new AwsRefusedException(
                  String.format(Locale.ROOT, "there is no stack '%s'", name));
            },
            "stop",
            "sample",
            "--stack",
            "nowhere");
    assertThat(run.exitCode()).isEqualTo(ExitCodes.BAD_INPUT);
    assertThat(run.err().strip()).isEqualTo("spirt: there is no stack 'nowhere'");
  }

  @Test
  void theStackHasToBeNamed() {
    CommandRun run = spirt("watch", "sample");
    assertThat(run.exitCode()).isEqualTo(ExitCodes.BAD_INPUT);
    assertThat(run.err()).contains("--stack");
  }
}
