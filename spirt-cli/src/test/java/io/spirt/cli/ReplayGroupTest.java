package io.spirt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayGroupTest {

  @Test
  void listsTheExperimentsAndWhereTheyWerePublished() {
    CommandRun run = CommandRun.of("replay", "--list");
    assertThat(run.exitCode()).isEqualTo(ExitCodes.OK);
    assertThat(run.out()).contains("peer-failure", "Fig. 9", "new-peer", "QRS 2023");
  }

  @ParameterizedTest
  @ValueSource(strings = {"peer-failure", "new-peer"})
  void everyExperimentHasHelp(String experiment) {
    CommandRun run = CommandRun.of("replay", experiment, "--help");
    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCodes.OK);
    assertThat(run.out())
        .contains("Usage: spirt replay " + experiment, "--json", "--data", "Examples:");
  }

  @Test
  void wantsAnExperiment() {
    CommandRun run = CommandRun.of("replay");
    assertThat(run.exitCode()).isEqualTo(ExitCodes.BAD_INPUT);
    assertThat(run.err()).contains("no experiment was given", "--list");
    assertThat(CommandRun.of("replay", "war").exitCode()).isEqualTo(ExitCodes.BAD_INPUT);
    assertThat(CommandRun.of("replay", "new-peer", "--workers", "0").exitCode())
        .isEqualTo(ExitCodes.BAD_INPUT);
  }
}
