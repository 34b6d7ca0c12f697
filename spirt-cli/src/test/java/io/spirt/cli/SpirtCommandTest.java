package io.spirt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpirtCommandTest {
  private static final List<String> COMMANDS =
      List.of(
          "train",
          "resume",
          "join",
          "submit",
          "watch",
          "status",
          "stop",
          "fetch",
          "validate",
          "statemachine",
          "cost",
          "bench",
          "replay",
          "schema");

  @Test
  void helpListsCommandsAndExitCodes() {
    CommandRun run = CommandRun.of("--help");
    assertThat(run.exitCode()).isEqualTo(ExitCodes.OK);
    assertThat(run.out())
        .contains(
            "train ",
            "resume ",
            "join ",
            "submit ",
            "watch ",
            "status ",
            "stop ",
            "fetch ",
            "validate ",
            "statemachine ",
            "cost ",
            "bench ",
            "replay ",
            "schema ")
        .contains("spirt doctor", "spirt test")
        .contains("130", "interrupted");
  }

  @Test
  void everyCommandHasHelp() {
    for (String command : COMMANDS) {
      CommandRun run = CommandRun.of(command, "--help");
      assertThat(run.exitCode()).as(command).isEqualTo(ExitCodes.OK);
      assertThat(run.out()).as(command).contains("Usage: spirt " + command);
    }
  }

  @Test
  void suggestsTheCommandThatWasMeant() {
    CommandRun run = CommandRun.of("trian", "job.json");
    assertThat(run.exitCode()).isEqualTo(ExitCodes.BAD_INPUT);
    assertThat(run.err()).contains("spirt train").contains("spirt --help");
  }

  @Test
  void wantsACommand() {
    CommandRun run = CommandRun.of();
    assertThat(run.exitCode()).isEqualTo(ExitCodes.BAD_INPUT);
    assertThat(run.err()).contains("no command was given");
  }

  @Test
  void printsTheSchemaOfAJob() throws Exception {
    CommandRun run = CommandRun.of("schema");
    assertThat(run.exitCode()).isEqualTo(ExitCodes.OK);
    assertThat(new ObjectMapper().readTree(run.out()).get("title").asText()).isEqualTo("SPIRT job");
  }
}
