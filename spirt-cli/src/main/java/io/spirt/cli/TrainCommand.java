package io.spirt.cli;

import io.spirt.cli.progress.Progress;
import io.spirt.frameworks.Framework;
import io.spirt.frameworks.FrameworkRun;
import io.spirt.job.Job;
import io.spirt.local.LocalOptions;
import io.spirt.local.RunHooks;
import io.spirt.monitor.report.RunReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code spirt train}. */
@Command(
    name = "train",
    description = {
      "Trains a model on this machine: every peer with its own database, queue and state machine.",
      "The run's folder gets the model, the figures (report.json, metrics.csv) and report.html."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  spirt train job.json",
      "  spirt train job.json --data ~/mnist --workers 4",
      "  spirt train job.json --faults faults.json",
      "  spirt train job.json --attacks examples/attacks/sign-flip.json",
      "  spirt train job.json --framework all-reduce",
      "  spirt train job.json --framework mlless --option filter=none",
      "  spirt train job.json --json > report.json"
    })
final class TrainCommand implements Callable<Integer> {
  private final Trainer trainer;

  @Parameters(paramLabel = "JOB.json", description = "The job document; see spirt schema.")
  private Path file;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Folder with the dataset's files. Not needed for digits.")
  private Path data;

  @Option(
      names = "--runs",
      paramLabel = "DIR",
      defaultValue = RunFolder.DEFAULT_RUNS,
      description = "Where the run's folder is made (default: ${DEFAULT-VALUE}).")
  private Path runs;

  @Option(
      names = "--faults",
      paramLabel = "FILE",
      description = {
        "Act out the faults of this plan while the run goes on:",
        "databases and functions killed, messages lost and more."
      })
  private Path faults;

  @Option(
      names = "--attacks",
      paramLabel = "FILE",
      description = {
        "Let the peers that this plan names attack: show false averages, train on",
        "false labels and more; see spirt schema --attacks. Not together with --faults."
      })
  private Path attacks;

  @Option(
      names = "--tls",
      description = "Reach the databases over TLS, with certificates made for the run.")
  private boolean tls;

  @Mixin private FrameworkChoice choice;
  @Mixin private WorkerOption workers;
  @Mixin private ReportOptions output;

  TrainCommand(Trainer trainer) {
    this.trainer = trainer;
  }

  @Override
  public Integer call() throws Exception {
    Job job = JobFile.read(file);
    checkData();
    int processes = workers.count();
    output.check();
    Optional<Framework> framework = choice.framework();
    if (framework.isPresent()) {
      return train(job, framework.get());
    }
    try (ActedPlan acted = plan(job)) {
      RunHooks hooks = acted == null ? RunHooks.NONE : acted.hooks();
      LocalOptions options =
          new LocalOptions(job, Optional.ofNullable(data), runs, processes, tls, hooks);
      RunReport report;
      try (Progress progress = output.progress()) {
        report = trainer.train(options, new LoggedProgress(progress));
      }
      return RunEnding.of(report, runs, Optional.ofNullable(acted), output);
    }
  }

  /** By a framework that SPIRT is compared with. */
  private Integer train(Job job, Framework framework) throws Exception {
    if (faults != null || attacks != null || tls || workers.isGiven()) {
      throw new InvalidInputException(
          "--faults, --attacks, --tls and --workers belong to SPIRT's own runs;"
              + " leave them away with --framework "
              + framework.id());
    }
    FrameworkRun run =
        new FrameworkRun(
            job, framework, choice.options(framework), Optional.ofNullable(data), runs);
    RunReport report;
    try (Progress progress = output.progress()) {
      report = trainer.train(run, new LoggedProgress(progress)).report();
    }
    return RunEnding.of(report, runs, Optional.empty(), output);
  }

  private ActedPlan plan(Job job) {
    if (faults != null && attacks != null) {
      throw new InvalidInputException(
          "--faults "
              + faults
              + " and --attacks "
              + attacks
              + " are both given; a run acts one plan out: leave one of them away");
    }
    if (attacks != null) {
      return ActedAttacks.read(attacks, job);
    }
    return faults == null ? null : ActedFaults.read(faults);
  }

  private void checkData() {
    if (data != null && !Files.isDirectory(data)) {
      throw new InvalidInputException("--data " + data + ": no such folder");
    }
  }
}
