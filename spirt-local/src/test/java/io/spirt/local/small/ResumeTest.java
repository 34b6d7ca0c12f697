package io.spirt.local.small;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spirt.local.LocalTraining;
import io.spirt.local.RunHooks;
import io.spirt.local.RunRefusedException;
import io.spirt.monitor.RunObserver;
import io.spirt.monitor.report.RunEvent;
import io.spirt.monitor.report.RunReport;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs whose process is killed. */
class ResumeTest extends SmallRunTest {
  private static final int EPOCHS = 6;
  private static String undisturbed;

  private RunReport resume() {
    return resume(SmallRun.ON_THREADS);
  }

  private RunReport resume(RunHooks hooks) {
    return LocalTraining.resume(runs(), "small", SmallRun.WORKERS, hooks, new RunObserver() {});
  }

  /**
   * Starts a run in another process and kills it as soon as it says {@code moment}.
   *
   * @param processes whether its functions have processes of their own
   */
  private void killAt(String moment, boolean processes) throws IOException, InterruptedException {
    Path job = Files.writeString(folder().resolve("job.json"), SmallRun.text(2, EPOCHS));
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                ChildRun.class.getName(),
                job.toString(),
                runs().toString(),
                Boolean.toString(processes))
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
                  SmallRun.ON_THREADS,
                  new RunObserver() {}));
    }
    return undisturbed;
  }

  @ParameterizedTest
  @CsvSource({
    "compute-gradient 1 5, true",
    "update 0 4, false",
    "converge 1 7, false",
    "trigger-epoch 0 3, false"
  })
  void whatWasKilledComesToTheSameModel(String moment, boolean processes) throws Exception {
    killAt(moment, processes);
    RunReport report = resume(processes ? RunHooks.NONE : SmallRun.ON_THREADS);
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
    killAt("update 0 5", false);
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
