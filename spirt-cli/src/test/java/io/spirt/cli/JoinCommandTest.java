package io.spirt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.spirt.local.RunRefusedException;
import io.spirt.monitor.report.JoinReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JoinCommandTest {
  @TempDir private Path folder;

  private final FakeTrainer trainer =
      new FakeTrainer() {
        @Override
        public JoinReport join(Path runs, String run, Consumer<String> progress) {
          assertThat(runs.resolve(run)).isEqualTo(folder.resolve("sample"));
          progress.accept("starting the database of rank 3");
          return new JoinReport(3, 4, 812, 2_345, 60);
        }
      };

  @BeforeEach
  void makesARun() throws IOException {
    Files.createDirectory(folder.resolve("sample"));
  }

  @Test
  void tellsWhatItDoesAndWhenTheNewcomerTakesPart() {
    CommandRun run = CommandRun.with(trainer, "join", "sample", "--runs", folder.toString());
    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCodes.OK);
    assertThat(run.out().lines())
        .containsExactly(
            "starting the database of rank 3",
            "rank 3 takes part from epoch 4 on, with the model of version 60",
            "recognised by all peers after 0.8 s, with passwords and model after 2.3 s");
  }

  @Test
  void keepsStandardOutputForTheFigures() throws IOException {
    CommandRun run =
        CommandRun.with(trainer, "join", folder.resolve("sample").toString(), "--json");
    assertThat(new ObjectMapper().readTree(run.out()).get("integrationMillis").asDouble())
        .isEqualTo(2_345);
    assertThat(run.err()).contains("rank 3 takes part");
  }

  @Test
  void refusesARunThatIsNotThere() {
    CommandRun run = CommandRun.of("join", "none", "--runs", folder.toString());
    assertThat(run.exitCode()).isEqualTo(ExitCodes.BAD_INPUT);
    assertThat(run.err()).contains("none: no such run; " + folder + " holds sample");
  }

  @Test
  void aRunThatDoesNotGoOnIsBadInput() {
    FakeTrainer refusing =
        new FakeTrainer() {
          @Override
          public JoinReport join(Path runs, String run, Consumer<String> progress) {
            throw new RunRefusedException("sample is not going on");
          }
        };
    CommandRun run = CommandRun.with(refusing, "join", "sample", "--runs", folder.toString());
    assertThat(run.exitCode()).isEqualTo(ExitCodes.BAD_INPUT);
    assertThat(run.err()).isEqualTo("spirt: sample is not going on\n");
  }
}
