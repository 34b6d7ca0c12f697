package io.spirt.local.small;

import io.spirt.functions.StageEvent;
import io.spirt.job.JobReader;
import io.spirt.local.RunHooks;
import io.spirt.local.RunObserver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/** A run in a process of its own, which says on its standard output when it enters a stage. */
final class ChildRun {
  private ChildRun() {}

  /** Arguments: a file with the job, the folder of the runs. */
  public static void main(String[] arguments) throws Exception {
    RunHooks hooks =
        new RunHooks() {
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
