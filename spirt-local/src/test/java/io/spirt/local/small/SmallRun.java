package io.spirt.local.small;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.spirt.engine.TrainingEngine;
import io.spirt.functions.StageEvent;
import io.spirt.job.Job;
import io.spirt.job.JobReader;
import io.spirt.job.Stage;
import io.spirt.local.LocalOptions;
import io.spirt.local.LocalTraining;
import io.spirt.local.RunControls;
import io.spirt.local.RunHooks;
import io.spirt.monitor.RunObserver;
import io.spirt.monitor.report.PeerReport;
import io.spirt.monitor.report.RunEvent;
import io.spirt.monitor.report.RunReport;
import io.spirt.testing.SmallEngine;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** Runs of small jobs. */
final class SmallRun {
  static final int WORKERS = 2;

  /**
   * Hooks that do nothing in runs whose functions are threads. Starting processes takes most of a
   * small run's time; each class of tests has one run with them all the same.
   */
  static final RunHooks ON_THREADS = new OnThreads() {};

  private SmallRun() {}

  /**
   * Puts {@link SmallEngine} before the real one on the class path of function processes.
   *
   * @param folder for a file that says so
   */
  static String classPath(Path folder) {
    try {
      Path services = Files.createDirectories(folder.resolve("engine/META-INF/services"));
      Files.writeString(
          services.resolve(TrainingEngine.class.getName()), SmallEngine.class.getName());
      return folder.resolve("engine") + File.pathSeparator + System.getProperty("java.class.path");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Twelve batches; two rounds an epoch; who does not answer for a second is suspected. */
  static Job job(int peers, int epochs) {
    return JobReader.read(text(peers, epochs));
  }

  static String text(int peers, int epochs) {
    return """
        {
          "name": "small", "peers": %d,
          "model": {"name": "lenet5"},
          "dataset": {
            "name": "digits", "batchSize": 20, "limit": 300, "validationFraction": 0.2
          },
          "training": {
            "epochs": %d, "roundsPerEpoch": 2, "learningRate": 0.05, "seed": 1,
            "optimizer": {"momentum": 0.5}
          },
          "convergence": {"everyEpochs": 2, "patience": 100},
          "timeouts": {"syncSeconds": 20, "heartbeatMillis": 500, "heartbeatTries": 2},
          "checkpoint": {"everyRounds": 2}
        }
        """
        .formatted(peers, epochs);
  }

  static RunReport train(Job job, Path runs, RunHooks hooks, RunObserver observer) {
    return LocalTraining.train(
        new LocalOptions(job, Optional.empty(), runs, WORKERS, false, hooks), observer);
  }

  /** The one digest of the params of all peers that are active at the end. */
  static String digest(RunReport report) {
    assertThat(report.status()).as("%s", report.failure()).isEqualTo("succeeded");
    Set<String> digests =
        report.peers().stream()
            .filter(peer -> peer.status().equals("active"))
            .map(PeerReport::paramsDigest)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(digests).hasSize(1);
    return digests.iterator().next();
  }

  /** What was told of a peer. */
  static List<String> told(RunReport report, int rank) {
    return report.events().stream()
        .filter(event -> event.rank() == rank)
        .map(RunEvent::type)
        .toList();
  }

  static List<ProcessHandle> children() {
    return ProcessHandle.current().descendants().filter(ProcessHandle::isAlive).toList();
  }

  /** Lets functions run on threads of the runtime, with {@link SmallEngine}. */
  interface OnThreads extends RunHooks {
    @Override
    default Optional<TrainingEngine> engineForThreads() {
      return Optional.of(new SmallEngine());
    }
  }

  /** Does something once, when a stage of a peer is about to be called. */
  static final class At implements OnThreads {
    private final Stage stage;
    private final int rank;
    private final int round;
    private final BiConsumer<RunControls, StageEvent> act;
    private RunControls controls;
    private boolean done;
    private boolean processes;

    At(Stage stage, int rank, int round, BiConsumer<RunControls, StageEvent> act) {
      this.stage = stage;
      this.rank = rank;
      this.round = round;
      this.act = act;
    }

    /** Lets functions run in processes of their own, as a user's do. */
    synchronized At inProcesses() {
      processes = true;
      return this;
    }

    @Override
    public synchronized Optional<TrainingEngine> engineForThreads() {
      return processes ? Optional.empty() : OnThreads.super.engineForThreads();
    }

    @Override
    public synchronized void started(RunControls given) {
      controls = given;
    }

    @Override
    public synchronized CompletableFuture<Void> beforeStage(StageEvent event) {
      boolean now =
          !done && event.stageNamed() == stage && event.rank() == rank && event.round() == round;
      if (now) {
        done = true;
        act.accept(controls, event);
      }
      return CompletableFuture.completedFuture(null);
    }

    synchronized boolean isDone() {
      return done;
    }
  }

  /**
   * Does something once, as {@link At} does; from a later round on the other peers wait until a
   * peer has been initialised after it. A machine that starts processes slowly then costs time, not
   * the chance to take part before the run is over.
   */
  static final class AtThenAwait implements RunHooks {
    private final At at;
    private final int rank;
    private final int fromRound;
    private final CompletableFuture<Void> initialised = new CompletableFuture<>();

    /**
     * @param rank who is waited for
     * @param fromRound the first round in which the others wait
     */
    AtThenAwait(At at, int rank, int fromRound) {
      this.at = at;
      this.rank = rank;
      this.fromRound = fromRound;
    }

    @Override
    public Optional<TrainingEngine> engineForThreads() {
      return at.engineForThreads();
    }

    @Override
    public void started(RunControls given) {
      at.started(given);
    }

    @Override
    public CompletableFuture<Void> beforeStage(StageEvent event) {
      CompletableFuture<Void> done = at.beforeStage(event);
      return event.rank() != rank && event.round() >= fromRound ? initialised : done;
    }

    @Override
    public void afterStage(StageEvent event, JsonNode result) {
      boolean again = event.stageNamed() == Stage.INIT && event.rank() == rank && at.isDone();
      if (again && result != null) {
        initialised.complete(null);
      }
    }
  }
}
