package io.spirt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidateCommandTest {
  @TempDir private Path folder;

  @Test
  void saysInOneLineWhatAValidJobIs() throws IOException {
    CommandRun run = CommandRun.of("validate", file(SampleRuns.jobText(4, 3)));
    assertThat(run.exitCode()).isEqualTo(ExitCodes.OK);
    assertThat(run.out())
        .isEqualTo(
            "valid: sample: lenet5 on digits, 4 peers, 3 epochs of 1 round, batches of 64,"
                + " learning rate 0.05, mean\n");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void namesEveryProblemOnALineOfItsOwn() throws IOException {
    String text = SampleRuns.jobText(0, 3).replace("lenet5", "alexnet");
    CommandRun run = CommandRun.of("validate", file(text));
    assertThat(run.exitCode()).isEqualTo(ExitCodes.BAD_INPUT);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines())
        .hasSize(2)
        .anyMatch(line -> line.startsWith("/peers: 0: "))
        .anyMatch(line -> line.startsWith("/model/name: \"alexnet\": "));
  }

  @Test
  void printsProblemsAsJson() throws IOException {
    CommandRun run = CommandRun.of("validate", "--json", file(SampleRuns.jobText(0, 3)));
    JsonNode verdict = new ObjectMapper().readTree(run.out());
    assertThat(run.exitCode()).isEqualTo(ExitCodes.BAD_INPUT);
    assertThat(verdict.get("valid").asBoolean()).isFalse();
    assertThat(verdict.at("/problems/0/pointer").asText()).isEqualTo("/peers");
  }

  @Test
  void saysThatANetworkNeedsLargerImages() throws IOException {
    String text = SampleRuns.jobText(4, 3).replace("\"digits\"", "\"digits\", \"resize\": 8");
    CommandRun run = CommandRun.of("validate", file(text));
    assertThat(run.exitCode()).isEqualTo(ExitCodes.BAD_INPUT);
    assertThat(run.err())
        .isEqualTo("/dataset/resize: 8: too small: lenet5 needs images of at least 12 x 12\n");
  }

  @Test
  void refusesAFileThatIsNotThere() {
    CommandRun run = CommandRun.of("validate", folder.resolve("none.json").toString());
    assertThat(run.exitCode()).isEqualTo(ExitCodes.BAD_INPUT);
    assertThat(run.err()).contains("none.json: no such file");
  }

  @Test
  void refusesAFolder() {
    CommandRun run = CommandRun.of("validate", folder.toString());
    assertThat(run.exitCode()).isEqualTo(ExitCodes.BAD_INPUT);
    assertThat(run.err()).contains("is a folder");
  }

  @Test
  void refusesAFileThatIsTooLargeForAJob() throws IOException {
    CommandRun run = CommandRun.of("validate", file(" ".repeat(TextFile.MOST_BYTES + 1)));
    assertThat(run.exitCode()).isEqualTo(ExitCodes.BAD_INPUT);
    assertThat(run.err()).contains("larger than 1,048,576 bytes");
  }

  @Test
  void refusesBytesThatAreNoText() throws IOException {
    Path file = folder.resolve("job.json");
    Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    CommandRun run = CommandRun.of("validate", file.toString());
    assertThat(run.exitCode()).isEqualTo(ExitCodes.BAD_INPUT);
    assertThat(run.err()).contains("not UTF-8 text");
  }

  private String file(String text) throws IOException {
    return Files.writeString(folder.resolve("job.json"), text).toString();
  }
}
