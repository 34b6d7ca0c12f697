package io.spirt.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spirt.job.Job;
import io.spirt.job.JobReader;
import io.spirt.job.Stage;
import io.spirt.monitor.RunObserver;
import io.spirt.monitor.report.PeerReport;
import io.spirt.monitor.report.RunReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small jobs from nothing to a report, with everything real. */
class WholeRunTest {
  private static final int WORKERS = 2;

  @TempDir private Path runs;

  @AfterEach
  void leavesNoProcessBehind() {
    assertThat(children()).isEmpty();
  }

  private static Job job(int seed, int roundsPerEpoch) {
    return JobReader.read(
        """
        {
          "name": "small", "peers": 2,
          "model": {"name": "lenet5"},
          "dataset": {"name": "digits", "batchSize": 32, "limit": 300},
          "training": {
            "epochs": 3, "roundsPerEpoch": %d, "learningRate": 0.05, "seed": %d,
            "optimizer": {"momentum": 0.9, "nesterov": true}
          },
          "convergence": {"everyEpochs": 2}
        }
        """
            .formatted(roundsPerEpoch, seed));
  }

  private RunReport train(Job job, RunObserver observer) {
    return LocalTraining.train(new LocalOptions(job, Optional.empty(), runs, WORKERS), observer);
  }

  private static String digest(RunReport report) {
    assertThat(report.status()).as(report.failure()).isEqualTo("succeeded");
    Set<String> digests = new TreeSet<>();
    report.peers().stream().map(PeerReport::paramsDigest).forEach(digests::add);
    assertThat(digests).hasSize(1);
    return digests.iterator().next();
  }

  private static List<ProcessHandle> children() {
    return ProcessHandle.current().descendants().filter(ProcessHandle::isAlive).toList();
  }

  @Test
  void oneSeedGivesOneDigestAlsoBesideAnotherRunAndWithFunctionProcessesKilled() {
    String undisturbed = digest(train(job(1, 2), new RunObserver() {}));

    CompletableFuture<RunReport> beside =
        CompletableFuture.supplyAsync(() -> train(job(1, 2), new RunObserver() {}));
    FunctionKiller killer = new FunctionKiller();
    RunReport killed = train(job(1, 2), killer);
    assertThat(killer.kills).isEqualTo(FunctionKiller.KILLS);
    assertThat(digest(killed)).isEqualTo(undisturbed);
    RunReport other = beside.join();
    assertThat(digest(other)).isEqualTo(undisturbed);
    assertThat(Set.of(killed.run(), other.run())).containsExactlyInAnyOrder("small", "small-2");
    assertThat(killed.computeMillis()).isPositive();
    assertThat(killed.epochs()).hasSize(3);

    assertThat(digest(train(job(2, 2), new RunObserver() {}))).isNotEqualTo(undisturbed);
  }

  /** Kills function processes of this JVM at moments that the run itself gives. */
  private static final class FunctionKiller implements RunObserver {
    static final int KILLS = 3;
    int kills;

    @Override
    public synchronized void stageStarted(int rank, int epoch, int round, Stage stage) {
      if (stage == Stage.COMPUTE_GRADIENT && kills < KILLS && epoch == kills + 1) {
        kills++;
        children().stream()
            .filter(WholeRunTest::isFunction)
            .skip(kills % WORKERS)
            .findFirst()
            .ifPresent(ProcessHandle::destroyForcibly);
      }
    }
  }

  private static boolean isFunction(ProcessHandle process) {
    return process.info().commandLine().orElse("").contains("EntryPoint");
  }

  @Test
  void refusesMoreRoundsThanAPeerHasBatches() {
    assertThatThrownBy(() -> train(job(1, 6), new RunObserver() {}))
        .isInstanceOf(RunRefusedException.class)
        .hasMessageContaining("/training/roundsPerEpoch is 6")
        .hasMessageContaining("a peer has only 4 batches");
  }

  @Test
  void refusesAFolderWithoutTheDataset() throws IOException {
    Job mnist =
        JobReader.read(
            """
            {"name": "small", "peers": 2, "model": {"name": "lenet5"},
             "dataset": {"name": "mnist"}, "training": {"epochs": 1, "learningRate": 0.1}}
            """);
    Path empty = Files.createDirectory(runs.resolve("empty"));
    assertThatThrownBy(
            () ->
                LocalTraining.train(
                    new LocalOptions(mnist, Optional.of(empty), runs, WORKERS),
                    new RunObserver() {}))
        .isInstanceOf(RunRefusedException.class)
        .hasMessageContaining("train-images-idx3-ubyte");
  }
}
