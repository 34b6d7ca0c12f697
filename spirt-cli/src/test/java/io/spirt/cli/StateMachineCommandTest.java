package io.spirt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateMachineCommandTest {
  @TempDir private Path folder;
  private String job;

  @BeforeEach
  void writesAJob() throws IOException {
    job = Files.writeString(folder.resolve("job.json"), SampleRuns.jobText(4, 3)).toString();
  }

  @Test
  void countsTheBatchesOfTheRound() throws IOException {
    // 6,000 digits less a tenth are 5,400 samples, in batches of 64: 85, of which rank 0 has 22.
    CommandRun first = CommandRun.of("statemachine", job, "--rank", "0");
    CommandRun last = CommandRun.of("statemachine", job, "--rank", "3");
    assertThat(first.exitCode()).isEqualTo(ExitCodes.OK);
    assertThat(branches(first.out())).isEqualTo(22);
    assertThat(branches(last.out())).isEqualTo(21);
  }

  @Test
  void takesTheNumberOfBatchesFromTheUser() throws IOException {
    Path output = folder.resolve("round.json");
    CommandRun run =
        CommandRun.of(
            "statemachine", job, "--rank", "0", "--batches", "3", "--output", output.toString());
    assertThat(run.exitCode()).isEqualTo(ExitCodes.OK);
    assertThat(run.out()).isEmpty();
    assertThat(branches(Files.readString(output))).isEqualTo(3);
  }

  @Test
  void refusesARankThatTheJobDoesNotHave() {
    CommandRun run = CommandRun.of("statemachine", job, "--rank", "4");
    assertThat(run.exitCode()).isEqualTo(ExitCodes.BAD_INPUT);
    assertThat(run.err()).contains("--rank is 4; the job has the ranks 0 to 3");
  }

  @Test
  void refusesARoundThatDoesNotFitStepFunctions() {
    CommandRun run = CommandRun.of("statemachine", job, "--rank", "0", "--batches", "1000000");
    assertThat(run.exitCode()).isEqualTo(ExitCodes.BAD_INPUT);
    assertThat(run.err()).contains("at most").doesNotContain("\tat ");
  }

  @Test
  void printsHowAPeerEntersARun() throws IOException {
    CommandRun run = CommandRun.of("statemachine", "--entry", "--prefix", "demo-peer-0");
    JsonNode definition = new ObjectMapper().readTree(run.out());
    assertThat(definition.at("/States/Auth/Resource").asText())
        .isEqualTo("arn:aws:lambda:us-east-1:000000000000:function:demo-peer-0-auth");
  }

  @Test
  void printsHowAJobIsSubmitted() throws IOException {
    CommandRun run = CommandRun.of("statemachine", "--submission", "--prefix", "demo");
    JsonNode definition = new ObjectMapper().readTree(run.out());
    assertThat(definition.at("/States/Prepare/Resource").asText())
        .isEqualTo("arn:aws:lambda:us-east-1:000000000000:function:demo-prepare");
  }

  @Test
  void wantsToKnowWhichRound() {
    assertThat(CommandRun.of("statemachine", job).err())
        .contains("a round needs JOB.json and --rank");
    assertThat(CommandRun.of("statemachine", "--rank", "0").exitCode())
        .isEqualTo(ExitCodes.BAD_INPUT);
    CommandRun both = CommandRun.of("statemachine", job, "--entry");
    assertThat(both.exitCode()).isEqualTo(ExitCodes.BAD_INPUT);
    assertThat(both.err()).contains("are for a round");
    assertThat(CommandRun.of("statemachine", "--entry", "--submission").exitCode())
        .isEqualTo(ExitCodes.BAD_INPUT);
  }

  private static int branches(String definition) throws IOException {
    JsonNode states = new ObjectMapper().readTree(definition).get("States");
    return states.at("/ComputeGradients/Branches").size();
  }
}
