package io.spirt.cli;

import io.spirt.cli.progress.Progress;
import io.spirt.cli.progress.ProgressFactory;
import io.spirt.job.Job;
import io.spirt.local.LocalOptions;
import io.spirt.local.report.RunReport;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

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
      "  spirt train job.json --json > report.json"
    })
final class TrainCommand implements Callable<Integer> {
  private final Trainer trainer;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "JOB.json", description = "The job document; see spirt schema.")
  private Path file;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Folder with the dataset's files. Not needed for digits.")
  private Path data;

  @Option(names = "--report", paramLabel = "FILE", description = "Write report.json here too.")
  private Path reportFile;

  @Option(
      names = "--runs",
      paramLabel = "DIR",
      defaultValue = "runs",
      description = "Where the run's folder is made (default: ${DEFAULT-VALUE}).")
  private Path runs;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "Processes that compute gradients (default: one per processor).")
  private Integer workers;

  @Option(
      names = "--json",
      description = "Print the report as JSON on standard output, progress on standard error.")
  private boolean json;

  TrainCommand(Trainer trainer) {
    this.trainer = trainer;
  }

  @Override
  public Integer call() throws Exception {
    LocalOptions options = options(JobFile.read(file));
    checkReportFile();
    RunReport report;
    try (Progress progress = progress()) {
      report = trainer.train(options, new LoggedProgress(progress));
    }
    PrintWriter err = spec.commandLine().getErr();
    RunFiles files = new RunFiles(report, runs.resolve(report.run()));
    files.writeHtml(err);
    files.copyJson(Optional.ofNullable(reportFile));
    if (json) {
      spec.commandLine().getOut().println(files.json());
    }
    RunSummary.lines(report, files).forEach(narration()::println);
    return ExitCodes.ofStatus(report.status());
  }

  private Progress progress() {
    return ProgressFactory.create(json, narration(), System.getenv(), InstantSource.system());
  }

  /** Where everything for people goes. */
  private PrintWriter narration() {
    return json ? spec.commandLine().getErr() : spec.commandLine().getOut();
  }

  private LocalOptions options(Job job) {
    int processes = workers == null ? Runtime.getRuntime().availableProcessors() : workers;
    if (processes < 1) {
      throw new InvalidInputException("--workers is %d, at least 1".formatted(processes));
    }
    if (data != null && !Files.isDirectory(data)) {
      throw new InvalidInputException("--data " + data + ": no such folder");
    }
    return new LocalOptions(job, Optional.ofNullable(data), runs, processes);
  }

  /** Before the run rather than after it: a wrong path must not cost a training. */
  private void checkReportFile() {
    if (reportFile == null) {
      return;
    }
    Path folder = reportFile.toAbsolutePath().getParent();
    if (Files.isDirectory(reportFile) || folder == null || !Files.isDirectory(folder)) {
      throw new InvalidInputException(
          "--report " + reportFile + ": not a file in a folder that exists");
    }
  }
}
