package io.spirt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.spirt.faults.FaultInjector;
import io.spirt.frameworks.FrameworkReport;
import io.spirt.frameworks.FrameworkRun;
import io.spirt.local.LocalOptions;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainCommandTest {
  private static final String KILL =
      "{\"kind\": \"kill-database\", \"rank\": 1, \"stage\": \"sync\"}";

  @TempDir private Path folder;
  private String job;
  private Path runDirectory;

  @BeforeEach
  void writesAJob() throws IOException {
    job = Files.writeString(folder.resolve("job.json"), SampleRuns.jobText(2, 3)).toString();
    runDirectory = Files.createDirectory(folder.resolve("sample"));
  }

  @Test
  void endsWithASummaryAndAPage() {
    CommandRun run = train(SampleRuns.succeeded(3));
    assertThat(run.exitCode()).isEqualTo(ExitCodes.OK);
    assertThat(run.out())
        .contains("succeeded in 12 s: accuracy 0.973, loss 0.083 on the test split")
        .contains("all 2 peers hold the same params")
        .contains(runDirectory.resolve("report.html").toString());
    assertThat(runDirectory.resolve("report.html")).exists();
    assertThat(runDirectory.resolve("logs/spirt.log")).exists();
  }

  @Test
  void keepsStandardOutputForTheReport() throws IOException {
    CommandRun run = train(SampleRuns.succeeded(3), "--json");
    assertThat(new ObjectMapper().readTree(run.out()).get("status").asText())
        .isEqualTo("succeeded");
    assertThat(run.err()).contains("epoch 3/3");
  }

  @Test
  void copiesTheReportOfTheRun() throws IOException {
    Files.writeString(runDirectory.resolve("report.json"), "{\"as\": \"written\"}\n");
    Path copy = folder.resolve("copy.json");
    CommandRun run = train(SampleRuns.succeeded(1), "--report", copy.toString());
    assertThat(run.exitCode()).isEqualTo(ExitCodes.OK);
    assertThat(copy).hasContent("{\"as\": \"written\"}");
  }

  @ParameterizedTest
  @CsvSource({"succeeded, 0", "failed, 5", "diverged, 6", "interrupted, 130"})
  void exitCodeTellsHowTheRunEnded(String status, int code) {
    assertThat(ExitCodes.ofStatus(status)).isEqualTo(code);
  }

  @Test
  void saysWhyARunFailed() {
    CommandRun run = train(SampleRuns.failed("the database of rank 1 ended"));
    assertThat(run.exitCode()).isEqualTo(ExitCodes.RUN_FAILED);
    assertThat(run.out()).contains("failed in 12 s").contains("the database of rank 1 ended");
    assertThat(runDirectory.resolve("report.html")).exists();
  }

  @Test
  void saysThatPeersDiverged() {
    CommandRun run = train(SampleRuns.diverged());
    assertThat(run.exitCode()).isEqualTo(ExitCodes.RUN_DIVERGED);
    assertThat(run.out()).contains("the 3 peers do not hold the same params");
  }

  @Test
  void refusedRunIsBadInputWithoutStackTrace() {
    CommandRun run =
        CommandRun.with(
            (options, observer) -> {
              throw new RunRefusedException("no mnist files in /data");
            },
            "train",
            job);
    assertThat(run.exitCode()).isEqualTo(ExitCodes.BAD_INPUT);
    assertThat(run.err()).isEqualTo("spirt: no mnist files in /data\n");
  }

  @Test
  void stackTraceIsShownOnlyWhenAskedFor() {
    CommandRun.Training broken =
        (options, observer) -> {
          throw new IllegalStateException("a fault");
        };
    CommandRun quiet = CommandRun.with(broken, "train", job);
    CommandRun loud = CommandRun.with(broken, "train", job, "--debug");
    assertThat(quiet.exitCode()).isEqualTo(ExitCodes.UNEXPECTED);
    assertThat(quiet.err()).contains("a fault").doesNotContain("\tat ");
    assertThat(loud.err()).contains("\tat ");
  }

  @Test
  void refusesOptionsBeforeAnythingStarts() {
    assertRefused("--workers is 0, at least 1", "--workers", "0");
    assertRefused("no such folder", "--data", folder.resolve("none").toString());
    assertRefused("--report", "--report", folder.resolve("none/report.json").toString());
  }

  @Test
  void handsAFrameworkAndItsOptionsToTheDriver() {
    List<FrameworkRun> given = new ArrayList<>();
    FakeTrainer trainer =
        new FakeTrainer() {
          @Override
          public FrameworkReport train(FrameworkRun run, RunObserver observer) {
            given.add(run);
            return new FrameworkReport(SampleRuns.succeeded(1), List.of());
          }
        };
    CommandRun run =
        CommandRun.with(
            trainer,
            "train",
            job,
            "--runs",
            folder.toString(),
            "--framework",
            "single",
            "--option",
            "updateAfter=step",
            "--option",
            "restarts=2");
    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCodes.OK);
    assertThat(given).singleElement().satisfies(TrainCommandTest::isSingleWithOptions);
    assertThat(run.out()).contains("succeeded in 12 s");
  }

  private static void isSingleWithOptions(FrameworkRun run) {
    assertThat(run.framework().id()).isEqualTo("single");
    assertThat(run.options().text("updateAfter")).isEqualTo("step");
    assertThat(run.options().count("restarts")).isEqualTo(2);
  }

  @Test
  void refusesAFrameworkOrAnOptionThatThereIsNotAndNamesThoseThatThereAre() {
    assertRefused("there is no framework 'ring'; there are [all-reduce", "--framework", "ring");
    assertRefused(
        "single has no option 'filter'; it has [",
        "--framework",
        "single",
        "--option",
        "filter=none");
    assertRefused("SPIRT takes none beside its job", "--option", "filter=none");
    assertRefused("belong to SPIRT's own runs", "--framework", "single", "--tls");
    assertRefused("belong to SPIRT's own runs", "--framework", "single", "--workers", "2");
  }

  @Test
  void actsAFaultPlanOutAndListsWhatHappened() throws IOException {
    String plan = plan("{\"faults\": [" + KILL + "]}");
    CommandRun run = train(SampleRuns.succeeded(1), "--faults", plan);
    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCodes.OK);
    assertThat(run.out()).contains("no fault of the plan happened");
    JsonNode written = new ObjectMapper().readTree(runDirectory.resolve("faults.json").toFile());
    assertThat(written.get("fired")).isEmpty();
    assertThat(written.at("/unfired/0/kind").asText()).isEqualTo("kill-database");
    assertThat(written.at("/unfired/0/rank").asInt()).isEqualTo(1);
  }

  @Test
  void handsFaultsAndTlsToTheRun() throws IOException {
    String plan = plan("{\"faults\": [" + KILL + "]}");
    List<LocalOptions> given = new ArrayList<>();
    CommandRun.Training training =
        (options, observer) -> {
          given.add(options);
          return SampleRuns.succeeded(1);
        };
    String[] plain = {"train", job, "--runs", folder.toString()};
    String[] full = {"train", job, "--runs", folder.toString(), "--tls", "--faults", plan};
    assertThat(CommandRun.with(training, plain).exitCode()).isEqualTo(ExitCodes.OK);
    assertThat(CommandRun.with(training, full).exitCode()).isEqualTo(ExitCodes.OK);
    assertThat(given.get(0).tls()).isFalse();
    assertThat(given.get(0).hooks()).isSameAs(RunHooks.NONE);
    assertThat(given.get(1).tls()).isTrue();
    assertThat(given.get(1).hooks()).isInstanceOf(FaultInjector.class);
  }

  @Test
  void refusesABadFaultPlanWithPlaceValueAndWhatIsAllowed() throws IOException {
    String plan = plan("{\"faults\": [{\"kind\": \"earthquake\", \"rank\": 1}]}");
    CommandRun run = CommandRun.of("train", job, "--faults", plan);
    assertThat(run.exitCode()).isEqualTo(ExitCodes.BAD_INPUT);
    assertThat(run.err()).contains("/faults/0/kind", "earthquake", "kill-database");
    assertRefused("no such file", "--faults", folder.resolve("none.json").toString());
    assertRefused("not valid JSON", "--faults", plan("{\"faults\": "));
  }

  @Test
  void actsAnAttackPlanOutAndListsWhatHappened() throws IOException {
    String plan = attacks("{\"attacks\": [{\"attack\": \"noise\", \"ranks\": [1]}]}");
    CommandRun run = train(SampleRuns.succeeded(1), "--attacks", plan);
    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCodes.OK);
    assertThat(run.out()).contains("no attack of the plan happened");
    JsonNode written = new ObjectMapper().readTree(runDirectory.resolve("attacks.json").toFile());
    assertThat(written.get("acted")).isEmpty();
    assertThat(written.at("/unacted/0/attack").asText()).isEqualTo("noise");
    assertThat(written.at("/unacted/0/ranks/0").asInt()).isEqualTo(1);
  }

  @Test
  void refusesABadAttackPlanAndOneForAnotherJob() throws IOException {
    assertRefused("no such file", "--attacks", folder.resolve("none.json").toString());
    assertRefused(
        "/attacks/0/attack: \"bribe\"",
        "--attacks",
        attacks("{\"attacks\": [{\"attack\": \"bribe\", \"ranks\": [1]}]}"));
    assertRefused(
        "/attacks/0/ranks: [7]: the job has 2 peers, ranks 0 to 1",
        "--attacks",
        attacks("{\"attacks\": [{\"attack\": \"noise\", \"ranks\": [7]}]}"));
  }

  @Test
  void actsOnePlanOutInARun() throws IOException {
    CommandRun run =
        CommandRun.of(
            "train",
            job,
            "--faults",
            plan("{\"faults\": []}"),
            "--attacks",
            attacks("{\"attacks\": []}"));
    assertThat(run.exitCode()).isEqualTo(ExitCodes.BAD_INPUT);
    assertThat(run.err()).contains("--faults").contains("--attacks").contains("leave one of them");
  }

  @Test
  void namesTheCommandThatGoesOn() throws IOException {
    Files.createDirectories(runDirectory.resolve(".runtime"));
    assertThat(train(SampleRuns.interrupted()).out())
        .contains("to go on: ./spirt resume sample --runs " + folder + "\n");
    assertThat(train(SampleRuns.failed("no disk space")).out()).contains("to go on: ");
    assertThat(train(SampleRuns.succeeded(1)).out()).doesNotContain("to go on");
  }

  @Test
  void saysNothingOfGoingOnWhereNothingIsLeftToGoOnWith() {
    assertThat(train(SampleRuns.interrupted()).out()).doesNotContain("to go on");
  }

  @Test
  void theCommandThatGoesOnCanBePastedIntoAShell() throws IOException {
    Path odd = folder.resolve("it's mine");
    Files.createDirectories(odd.resolve("sample/.runtime"));
    assertThat(ResumeHint.of(SampleRuns.interrupted(), odd).orElseThrow())
        .endsWith(" --runs '" + folder + "/it'\\''s mine'");
    assertThat(ResumeHint.of(SampleRuns.interrupted(), Path.of("runs"))).isEmpty();
  }

  @Test
  void tellsWhoFailedAndWhatWasRefused() throws IOException {
    Files.writeString(Path.of(job), SampleRuns.jobText(4, 3));
    CommandRun run = train(SampleRuns.withFailedPeer());
    assertThat(run.exitCode()).isEqualTo(ExitCodes.OK);
    assertThat(run.out())
        .contains("rank 3 does not answer (round 12)")
        .contains("rank 3 left the view at epoch 3: 28 or 29 batches each")
        .contains("all 3 active peers hold the same params; rank 3 removed")
        .contains("3 messages refused: expired 1, replayed 2");
  }

  private String attacks(String text) throws IOException {
    return Files.writeString(folder.resolve("attacks.json"), text).toString();
  }

  private String plan(String text) throws IOException {
    return Files.writeString(folder.resolve("faults.json"), text).toString();
  }

  private void assertRefused(String message, String... options) {
    List<String> args = new ArrayList<>(List.of("train", job));
    args.addAll(List.of(options));
    CommandRun run = CommandRun.of(args.toArray(String[]::new));
    assertThat(run.exitCode()).isEqualTo(ExitCodes.BAD_INPUT);
    assertThat(run.err()).contains(message);
  }

  private CommandRun train(RunReport report, String... options) {
    List<String> args = new ArrayList<>(List.of("train", job, "--runs", folder.toString()));
    args.addAll(List.of(options));
    return CommandRun.training(report, runDirectory, args.toArray(String[]::new));
  }
}
