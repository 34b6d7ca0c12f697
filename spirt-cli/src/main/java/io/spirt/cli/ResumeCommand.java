package io.spirt.cli;

import io.spirt.aws.RunResume;
import io.spirt.cli.progress.Progress;
import io.spirt.local.RunHooks;
import io.spirt.monitor.report.RunReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code spirt resume}. */
@Command(
    name = "resume",
    description = {
      "Goes on with a run that was interrupted, killed or failed, from what its peers'",
      "databases and the newest checkpoint hold. Job and data are those of the run.",
      "With --stack a run on AWS goes on that was stopped or whose executions failed."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  spirt resume quickstart",
      "  spirt resume runs/quickstart-2 --workers 4",
      "  spirt resume quickstart --runs /data/runs --json > report.json",
      "  spirt resume quickstart --stack spirt"
    })
final class ResumeCommand implements Callable<Integer> {
  private static final List<String> OF_THIS_MACHINE = List.of("--runs", "--workers");

  private final Trainer trainer;
  private final AwsAccess access;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "RUN", description = "The run: its folder's name, or the folder's path.")
  private String run;

  @Option(
      names = "--runs",
      paramLabel = "DIR",
      defaultValue = RunFolder.DEFAULT_RUNS,
      description = "Where the run's folder is (default: ${DEFAULT-VALUE}).")
  private Path runs;

  @Option(
      names = "--stack",
      paramLabel = "NAME",
      description = "The deployment on AWS that the run is on; without it, runs of this machine.")
  private String stack;

  @Mixin private WorkerOption workers;
  @Mixin private ReportOptions output;

  ResumeCommand(Trainer trainer, AwsAccess access) {
    this.trainer = trainer;
    this.access = access;
  }

  @Override
  public Integer call() throws Exception {
    if (stack != null) {
      return resumeOnAws();
    }
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

  private int resumeOnAws() {
    for (String option : OF_THIS_MACHINE) {
      if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
        throw new InvalidInputException(
            option + " is for runs of this machine: leave it out with --stack");
      }
    }
    try (StackSession session = access.open(stack)) {
      List<RunResume.Resumed> peers =
          new RunResume(session.clients(), session.stack(), run).resume();
      for (RunResume.Resumed peer : peers) {
        output
            .narration()
            .println(
                "peer %d  %s  %s".formatted(peer.rank(), peer.what(), peer.execution()).strip());
      }
      output.narration().println("to follow it: " + session.command("watch", run));
      return ExitCodes.OK;
    }
  }
}
