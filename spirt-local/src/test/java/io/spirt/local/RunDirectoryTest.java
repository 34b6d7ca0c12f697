package io.spirt.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDirectoryTest {
  @TempDir private Path runs;

  @Test
  void bearsTheJobsName() {
    try (RunDirectory directory = RunDirectory.take(runs, "demo")) {
      assertThat(directory.name()).isEqualTo("demo");
      assertThat(directory.path()).isEqualTo(runs.resolve("demo"));
      assertThat(directory.logs()).isEmptyDirectory();
    }
  }

  @Test
  void aSecondRunGetsAFolderOfItsOwn() {
    try (RunDirectory first = RunDirectory.take(runs, "demo");
        RunDirectory second = RunDirectory.take(runs, "demo");
        RunDirectory third = RunDirectory.take(runs, "demo")) {
      assertThat(first.name()).isEqualTo("demo");
      assertThat(second.name()).isEqualTo("demo-2");
      assertThat(third.name()).isEqualTo("demo-3");
    }
    try (RunDirectory later = RunDirectory.take(runs, "demo")) {
      assertThat(later.name()).isEqualTo("demo");
    }
  }

  @Test
  void onlyItsOwnerSeesWhatIsPrivate() throws IOException {
    try (RunDirectory directory = RunDirectory.take(runs, "demo")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.runtime())))
          .isEqualTo("rwx------");
    }
  }

  @Test
  void whatIsPrivateIsGoneAtTheEnd() throws IOException {
    RunDirectory directory = RunDirectory.take(runs, "demo");
    Path deep = Files.createDirectories(directory.runtime().resolve("redis-0/deep"));
    Files.writeString(deep.resolve("redis.conf"), "requirepass secret");
    Files.writeString(directory.path().resolve("report.json"), "{}");
    directory.close();
    assertThat(directory.runtime()).doesNotExist();
    assertThat(directory.path().resolve("report.json")).exists();
  }

  @Test
  void replacesTheResultsOfAnEarlierRunAndNothingElse() throws IOException {
    RunDirectory first = RunDirectory.take(runs, "demo");
    for (String name :
        new String[] {"report.json", "report.html", "metrics.csv", "model.safetensors"}) {
      Files.writeString(first.path().resolve(name), "old");
    }
    Files.writeString(first.logs().resolve("function-0.log"), "old");
    Path notes = Files.writeString(first.path().resolve("notes.txt"), "mine");
    first.close();
    try (RunDirectory second = RunDirectory.take(runs, "demo")) {
      assertThat(second.path().resolve("report.json")).doesNotExist();
      assertThat(second.path().resolve("report.html")).doesNotExist();
      assertThat(second.path().resolve("metrics.csv")).doesNotExist();
      assertThat(second.path().resolve("model.safetensors")).doesNotExist();
      assertThat(second.logs()).isEmptyDirectory();
      assertThat(notes).hasContent("mine");
    }
  }

  /** A run that was killed leaves its private folder; the next one takes it away. */
  @Test
  void cleansUpAfterARunThatWasKilled() throws IOException {
    Path left = Files.createDirectories(runs.resolve("demo/.runtime")).resolve("peers.json");
    Files.writeString(left, "secret");
    try (RunDirectory directory = RunDirectory.take(runs, "demo")) {
      assertThat(directory.runtime()).isEmptyDirectory();
    }
  }

  private static final RunState STATE = new RunState(RunState.FORMAT, true, 3, "a secret");

  private void interrupt() throws IOException {
    try (RunDirectory directory = RunDirectory.take(runs, "demo")) {
      STATE.write(directory.runtime());
      Files.writeString(directory.path().resolve("report.json"), "{}");
      directory.keepForResume();
    }
  }

  @Test
  void keepsWhatIsNeededToResume() throws IOException {
    interrupt();
    try (RunDirectory again = RunDirectory.reopen(runs, "demo")) {
      assertThat(RunState.read(again.runtime())).isEqualTo(STATE);
      assertThat(again.path().resolve("report.json")).doesNotExist();
      Path file = again.runtime().resolve("run.json");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }
    assertThat(runs.resolve("demo/.runtime")).doesNotExist();
    assertThat(STATE.toString()).doesNotContain("secret");
  }

  @Test
  void keepsNothingOfARunThatHadNotComeFarEnough() {
    try (RunDirectory directory = RunDirectory.take(runs, "demo")) {
      directory.keepForResume();
    }
    assertThat(runs.resolve("demo/.runtime")).doesNotExist();
  }

  @Test
  void trainingTheSameJobReplacesWhatCouldBeResumed() throws IOException {
    interrupt();
    try (RunDirectory directory = RunDirectory.take(runs, "demo")) {
      assertThat(directory.runtime()).isEmptyDirectory();
    }
  }

  @Test
  void refusesToResumeWhatIsNotThereOrGoesOn() {
    assertThatThrownBy(() -> RunDirectory.reopen(runs, "demo"))
        .isInstanceOf(RunRefusedException.class)
        .hasMessageContaining("there is no run demo");
    assertThatThrownBy(() -> RunDirectory.reopen(runs.resolve("sub"), ".."))
        .isInstanceOf(RunRefusedException.class)
        .hasMessageContaining("there is no run");
    try (RunDirectory directory = RunDirectory.take(runs, "demo")) {
      assertThatThrownBy(() -> RunDirectory.reopen(runs, "demo"))
          .isInstanceOf(RunRefusedException.class)
          .hasMessageContaining("is going on");
      assertThat(RunDirectory.runtimeOfRunning(runs, "demo")).isEqualTo(directory.runtime());
    }
    assertThatThrownBy(() -> RunDirectory.reopen(runs, "demo"))
        .isInstanceOf(RunRefusedException.class)
        .hasMessageContaining("nothing to resume");
  }

  @Test
  void saysWhatToDoWithARunThatDoesNotGoOn() throws IOException {
    interrupt();
    assertThatThrownBy(() -> RunDirectory.runtimeOfRunning(runs, "demo"))
        .isInstanceOf(RunRefusedException.class)
        .hasMessageContaining("resume it");
  }

  @Test
  void saysWhichFolderCannotBeMade() throws IOException {
    Path file = Files.writeString(runs.resolve("file"), "");
    assertThatThrownBy(() -> RunDirectory.take(file, "demo"))
        .isInstanceOf(RunRefusedException.class)
        .hasMessageContaining(file.toString());
  }
}
