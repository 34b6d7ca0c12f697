package io.spirt.local.small;

import io.spirt.engine.TrainingEngine;
import io.spirt.functions.StageEvent;
import io.spirt.job.JobReader;
import io.spirt.local.RunHooks;
import io.spirt.monitor.RunObserver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A run in a process of its own, which says on its standard output when it enters a stage. */
final class ChildRun {
  private ChildRun() {}

  /** Arguments: a file with the job, the folder of the runs, whether functions are processes. */
  public static void main(String[] arguments) throws Exception {
    boolean processes = Boolean.parseBoolean(arguments[2]);
    RunHooks hooks =
        new SmallRun.OnThreads() {
          @Override
          public Optional<TrainingEngine> engineForThreads() {
            return processes ? Optional.empty() : SmallRun.OnThreads.super.engineForThreads();
          }

          @Override
          public CompletableFuture<Void> beforeStage(StageEvent event) {
            System.out.println(event.stage() + " " + event.rank() + " " + event.round());
            return CompletableFuture.completedFuture(null);
          }
        };
    SmallRun.train(
        JobReader.read(Files.readString(Path.of(arguments[0]))),
        Path.of(arguments[1]),
        hooks,
        new RunObserver() {});
  }
}
