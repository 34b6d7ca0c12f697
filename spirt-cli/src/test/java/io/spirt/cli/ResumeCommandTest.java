package io.spirt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.spirt.local.RunHooks;
import io.spirt.local.RunRefusedException;
import io.spirt.monitor.RunObserver;
import io.spirt.monitor.report.RunReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResumeCommandTest {
  private final List<String> resumed = new ArrayList<>();
  @TempDir private Path folder;
  private RunReport report = SampleRuns.succeeded(3);

  @BeforeEach
  void makesARun() throws IOException {
    Files.createDirectories(folder.resolve("sample/logs"));
  }

  @Test
  void goesOnWithTheRunOfThatName() {
    CommandRun run = run("sample", "--runs", folder.toString(), "--workers", "3");
    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCodes.OK);
    assertThat(resumed).containsExactly(folder + " sample 3");
    assertThat(run.out())
        .contains("succeeded in 12 s")
        .contains("all 2 peers hold the same params");
    assertThat(folder.resolve("sample/report.html")).exists();
  }

  @Test
  void takesThePathOfTheFolderToo() {
    CommandRun run = run(folder.resolve("sample").toString(), "--workers", "1");
    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCodes.OK);
    assertThat(resumed).containsExactly(folder + " sample 1");
  }

  @Test
  void endsAsTheRunDoes() {
    report = SampleRuns.failed("rank 1, round 4: no disk space");
    assertThat(run("sample", "--runs", folder.toString()).exitCode())
        .isEqualTo(ExitCodes.RUN_FAILED);
    report = SampleRuns.interrupted();
    assertThat(run("sample", "--runs", folder.toString()).exitCode())
        .isEqualTo(ExitCodes.INTERRUPTED);
  }

  @Test
  void printsAndCopiesTheReport() throws IOException {
    Path copy = folder.resolve("copy.json");
    CommandRun run =
        run("sample", "--runs", folder.toString(), "--json", "--report", copy.toString());
    assertThat(new ObjectMapper().readTree(run.out()).get("status").asText())
        .isEqualTo("succeeded");
    assertThat(copy).content().contains("\"succeeded\"");
    assertThat(run.err()).contains("succeeded in 12 s");
  }

  @Test
  void refusesARunThatIsNotThereAndNamesThoseThatAre() {
    assertRefused("smaple: no such run; " + folder + " holds sample", "smaple");
    assertRefused("there is no folder", "smaple", "--runs", folder.resolve("none").toString());
    assertRefused("--workers is 0, at least 1", "sample", "--workers", "0");
    assertRefused("Missing required parameter: 'RUN'");
  }

  @Test
  void aRunThatCannotGoOnIsBadInput() {
    CommandRun run =
        CommandRun.with(
            new FakeTrainer() {
              @Override
              public RunReport resume(
                  Path runs, String run, int workers, RunHooks hooks, RunObserver observer) {
                throw new RunRefusedException("sample has ended; train it anew");
              }
            },
            "resume",
            "sample",
            "--runs",
            folder.toString());
    assertThat(run.exitCode()).isEqualTo(ExitCodes.BAD_INPUT);
    assertThat(run.err()).isEqualTo("spirt: sample has ended; train it anew\n");
  }

  private void assertRefused(String message, String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    if (!all.contains("--runs")) {
      all.addAll(List.of("--runs", folder.toString()));
    }
    CommandRun run = run(all.toArray(String[]::new));
    assertThat(run.exitCode()).isEqualTo(ExitCodes.BAD_INPUT);
    assertThat(run.err()).contains(message);
    assertThat(resumed).isEmpty();
  }

  private CommandRun run(String... args) {
    List<String> all = new ArrayList<>(List.of("resume"));
    all.addAll(List.of(args));
    return CommandRun.with(
        new FakeTrainer() {
          @Override
          public RunReport resume(
              Path runs, String run, int workers, RunHooks hooks, RunObserver observer) {
            resumed.add(runs + " " + run + " " + workers);
            observer.ended(report);
            return report;
          }
        },
        all.toArray(String[]::new));
  }
}
