package io.spirt.local.small;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spirt.local.LocalTraining;
import io.spirt.local.RunHooks;
import io.spirt.local.RunObserver;
import io.spirt.local.RunRefusedException;
import io.spirt.local.report.RunEvent;
import io.spirt.local.report.RunReport;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs whose process is killed. */
class ResumeTest extends SmallRunTest {
  private static final int EPOCHS = 6;
  private static String undisturbed;

  private RunReport resume() {
    return LocalTraining.resume(
        runs(), "small", SmallRun.WORKERS, RunHooks.NONE, new RunObserver() {});
  }

  /** Starts a run in another process and kills it as soon as it says {@code moment}. */
  private void killAt(String moment) throws IOException, InterruptedException {
    Path job = Files.writeString(folder().resolve("job.json"), SmallRun.text(2, EPOCHS));
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                ChildRun.class.getName(),
                job.toString(),
                runs().toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    Process process = builder.start();
    process.getOutputStream().close();
    try (BufferedReader said =
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
      String line = said.readLine();
      while (line != null && !line.equals(moment)) {
        line = said.readLine();
      }
      assertThat(line).isEqualTo(moment);
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.waitFor()).isNotZero();
  }

  /** The digest of a run that nobody kills. */
  private String undisturbed() {
    if (undisturbed == null) {
      undisturbed =
          SmallRun.digest(
              SmallRun.train(
                  SmallRun.job(2, EPOCHS),
                  folder().resolve("undisturbed"),
                  RunHooks.NONE,
                  new RunObserver() {}));
    }
    return undisturbed;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"compute-gradient 1 5", "update 0 4", "converge 1 7", "trigger-epoch 0 3"})
  void whatWasKilledComesToTheSameModel(String moment) throws Exception {
    killAt(moment);
    RunReport report = resume();
    assertThat(SmallRun.digest(report)).isEqualTo(undisturbed());
    assertThat(report.events()).extracting(RunEvent::type).contains("resumed");
    assertThat(report.epochs().get(report.epochs().size() - 1).epoch()).isEqualTo(EPOCHS);
    assertThat(report.epochs()).hasSizeLessThan(EPOCHS);
    assertThatThrownBy(this::resume)
        .isInstanceOf(RunRefusedException.class)
        .hasMessageContaining("nothing to resume");
  }

  @Test
  void aPeerWhoseStateWasLostGetsItFromTheOthers() throws Exception {
    killAt("update 0 5");
    Path saved = runs().resolve("small/.runtime/redis-1/dump.rdb");
    RunReport report = resumeWithout(saved);
    SmallRun.digest(report);
    assertThat(report.peers()).extracting(peer -> peer.rounds()).containsExactly(12, 12);
  }

  private RunReport resumeWithout(Path saved) throws IOException {
    Path pid = saved.resolveSibling("server.pid");
    ProcessHandle.of(Long.parseLong(Files.readString(pid).split(" ", 2)[0]))
        .ifPresent(server -> server.onExit().join());
    Files.deleteIfExists(saved);
    return resume();
  }

  @Test
  void refusesWhatIsNotThere() {
    assertThatThrownBy(this::resume)
        .isInstanceOf(RunRefusedException.class)
        .hasMessageContaining("there is no run small");
  }
}
