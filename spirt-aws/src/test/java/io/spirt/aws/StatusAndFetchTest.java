package io.spirt.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.spirt.monitor.report.RunReport;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusAndFetchTest extends StoredRuns {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path runs;

  private RunStatus status() {
    return new StatusReader(clients, stack, SampleRun.NAME).read();
  }

  private RunReport fetch() {
    return new RunFetch(clients, stack, SampleRun.NAME).fetch(runs);
  }

  @Test
  void theStatusSaysWhereEachPeerIs() {
    sample.taken().entered(0).entered(1).round(0, 0).round(0, 1).round(1, 0);
    states.execution(sample.execution(0, 2), "RUNNING", SampleRun.START);
    states.execution(sample.execution(1, 1), "RUNNING", SampleRun.START);
    RunStatus status = status();
    assertThat(status.state()).isEqualTo("running");
    assertThat(status.epochs()).isEqualTo(3);
    assertThat(status.peers())
        .extracting(RunStatus.Peer::execution)
        .containsExactly("sample-rank0-round2-abc", "sample-rank1-round1-abc");
    assertThat(status.peers()).extracting(RunStatus.Peer::version).containsExactly(2, 1);
    assertThat(status.agreedVersion()).isEqualTo(1);
    assertThat(status.paramsAgree()).isTrue();
  }

  @Test
  void theStatusNamesFailures() {
    sample.taken().entered(0).entered(1);
    states.failed(sample.execution(0, 0), "X", "out of memory", false);
    states.execution(sample.execution(1, 0), "RUNNING", SampleRun.START);
    RunStatus status = status();
    assertThat(status.state()).isEqualTo("running");
    assertThat(status.problems()).containsExactly("rank 0: out of memory");
  }

  @Test
  void theStatusOfAJobThatIsBeingTaken() {
    states.execution(
        Executions.arn(stack.submissionMachine(), SampleRun.submission().executionName()),
        "RUNNING",
        SampleRun.START);
    assertThat(status().state()).isEqualTo("preparing");
  }

  @Test
  void fetchesWhatALocalRunWouldLeave() throws Exception {
    sample.whole();
    RunReport report = fetch();
    assertThat(report.status()).isEqualTo("succeeded");
    Path folder = runs.resolve(SampleRun.NAME);
    assertThat(folder.resolve("model.safetensors")).hasBinaryContent(objects.model("sample"));
    assertThat(folder.resolve("metrics.csv")).content().startsWith("epoch,wallMillis,loss");
    JsonNode json = JSON.readTree(folder.resolve("report.json").toFile());
    assertThat(json.path("epochs")).hasSize(3);
    assertThat(json.path("job").path("name").asText()).isEqualTo("sample");
    assertThat(status().state()).isEqualTo("ended");
  }

  @Test
  void aModelThatWasAlteredIsNotWritten() {
    sample.whole();
    byte[] model = objects.model(SampleRun.NAME);
    model[model.length - 7]++;
    objects.putModel(SampleRun.NAME, model);
    assertThatThrownBy(this::fetch)
        .isInstanceOf(AwsRefusedException.class)
        .hasMessageContaining("/runs/sample/model.safetensors is damaged")
        .hasMessageContaining("the run ended with");
    assertThat(runs.resolve(SampleRun.NAME)).doesNotExist();
  }

  @Test
  void aModelThatWasCutOffIsNotWritten() {
    sample.whole();
    byte[] model = objects.model(SampleRun.NAME);
    objects.putModel(SampleRun.NAME, Arrays.copyOf(model, model.length - 2));
    assertThatThrownBy(this::fetch).hasMessageContaining("is damaged");
  }

  @Test
  void aRunThatGoesOnIsNotFetched() {
    sample.taken().entered(0).entered(1).round(0, 0);
    states.execution(sample.execution(0, 1), "RUNNING", SampleRun.START);
    states.execution(sample.execution(1, 0), "RUNNING", SampleRun.START);
    assertThatThrownBy(this::fetch)
        .hasMessage(
            "run 'sample' goes on (rank 0 is in epoch 1 of 3): wait for its end with spirt watch,"
                + " or stop it");
    assertThat(runs).isEmptyDirectory();
  }

  @Test
  void ofARunThatFailedThereAreTheFigures() {
    sample.taken().entered(0).entered(1).round(0, 0).round(1, 0);
    states.failed(sample.execution(0, 1), "X", "gone", false);
    states.failed(sample.execution(1, 1), "X", "gone", false);
    RunReport report = fetch();
    assertThat(report.status()).isEqualTo("failed");
    assertThat(report.failure()).contains("rank 0, round 1: gone");
    assertThat(runs.resolve("sample/report.json")).exists();
    assertThat(runs.resolve("sample/model.safetensors")).doesNotExist();
  }
}
