package io.spirt.cli;

import io.spirt.cli.progress.Progress;
import io.spirt.local.RunHooks;
import io.spirt.local.report.RunReport;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code spirt resume}. */
@Command(
    name = "resume",
    description = {
      "Goes on with a run that was interrupted, killed or failed, from what its peers'",
      "databases and the newest checkpoint hold. Job and data are those of the run."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  spirt resume quickstart",
      "  spirt resume runs/quickstart-2 --workers 4",
      "  spirt resume quickstart --runs /data/runs --json > report.json"
    })
final class ResumeCommand implements Callable<Integer> {
  private final Trainer trainer;

  @Parameters(paramLabel = "RUN", description = "The run: its folder's name, or the folder's path.")
  private String run;

  @Option(
      names = "--runs",
      paramLabel = "DIR",
      defaultValue = RunFolder.DEFAULT_RUNS,
      description = "Where the run's folder is (default: ${DEFAULT-VALUE}).")
  private Path runs;

  @Mixin private WorkerOption workers;
  @Mixin private ReportOptions output;

  ResumeCommand(Trainer trainer) {
    this.trainer = trainer;
  }

  @Override
  public Integer call() throws Exception {
    RunFolder folder = RunFolder.find(run, runs);
    int processes = workers.count();
    output.check();
    RunReport report;
    try (Progress progress = output.progress()) {
      report =
          trainer.resume(
              folder.runs(), folder.name(), processes, RunHooks.NONE, new LoggedProgress(progress));
    }
    return RunEnding.of(report, folder.runs(), Optional.empty(), output);
  }
}
