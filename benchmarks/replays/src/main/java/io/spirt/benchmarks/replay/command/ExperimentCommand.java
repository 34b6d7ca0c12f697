package io.spirt.benchmarks.replay.command;

import io.spirt.benchmarks.Machine;
import io.spirt.benchmarks.ResultFile;
import io.spirt.benchmarks.replay.DataChoice;
import io.spirt.benchmarks.replay.Experiment;
import io.spirt.benchmarks.replay.ExperimentFailedException;
import io.spirt.benchmarks.replay.Network;
import io.spirt.benchmarks.replay.ReplayOptions;
import io.spirt.benchmarks.replay.TemporaryFolder;
import io.spirt.benchmarks.replay.output.FinishedReplay;
import io.spirt.benchmarks.replay.output.ReplayFiles;
import io.spirt.benchmarks.replay.output.ReplayJson;
import io.spirt.benchmarks.replay.output.ReplayTable;
import io.spirt.local.RunRefusedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Runs one experiment. Exit codes: 0 measured; 2 wrong arguments; 5 the run failed or did not show
 * what was looked for; 130 interrupted.
 */
@Command(footerHeading = "%nExamples:%n")
final class ExperimentCommand implements Callable<Integer> {
  static final int DONE = 0;
  static final int INTERRUPTED = 130;
  static final String DEFAULT_OUT = "runs/replays";
  private static final int RUN_FAILED = 5;
  private static final int MOST_WORKERS = 64;

  private final Experiment experiment;
  private FinishedReplay finished;

  @Spec private CommandSpec spec;

  @Mixin private ScaleOptions scale;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder for page, table and plots (default: " + DEFAULT_OUT + "/EXPERIMENT).")
  private Path out;

  @Option(names = "--json", paramLabel = "FILE", description = "Write result.json here too.")
  private Path json;

  @Option(
      names = "--data",
      paramLabel = "DATA",
      description = {
        "digits (generated), mnist or cifar10 (found as by train), or a folder with the",
        "files (default: digits; with --full what was published)."
      })
  private String data;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description = "The network (default: the experiment's own).")
  private String model;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "Processes that compute gradients (default: one per processor).")
  private Integer workers;

  @Option(
      names = "--runs",
      paramLabel = "DIR",
      description = "Keep the runs' folders here (default: a temporary one, deleted at the end).")
  private Path runs;

  ExperimentCommand(Experiment experiment) {
    this.experiment = experiment;
  }

  Experiment experiment() {
    return experiment;
  }

  /** What the last run of this command gave; empty if nothing. */
  Optional<FinishedReplay> finished() {
    return Optional.ofNullable(finished);
  }

  @Override
  public Integer call() throws Exception {
    finished = null;
    check();
    if (runs != null) {
      return run(runs);
    }
    try (TemporaryFolder temporary = TemporaryFolder.create("spirt-replay-")) {
      return run(temporary.path());
    }
  }

  private void check() {
    if (workers != null && (workers < 1 || workers > MOST_WORKERS)) {
      throw refused("--workers is %d; it must be 1 to %d".formatted(workers, MOST_WORKERS));
    }
    try {
      if (json != null) {
        ResultFile.checkWritable(json);
      }
      if (Files.exists(folder()) && !Files.isDirectory(folder())) {
        throw refused("--out %s is a file; name a folder".formatted(folder()));
      }
      if (scale.network() == Network.LAMBDA && !experiment.simulatesLambda()) {
        throw refused(
            "--network lambda: %s measures nothing that AWS's network would change as modelled;"
                    .formatted(experiment.id())
                + " leave it out");
      }
      experiment.check(options(Path.of("")));
    } catch (IllegalArgumentException e) {
      throw refused(e.getMessage());
    }
  }

  private Path folder() {
    return out == null ? Path.of(DEFAULT_OUT, experiment.id()) : out;
  }

  private ReplayOptions options(Path runsFolder) {
    return new ReplayOptions(
        scale.scale(),
        scale.network(),
        Optional.ofNullable(data).map(DataChoice::of),
        Optional.ofNullable(model),
        workers == null ? Runtime.getRuntime().availableProcessors() : workers,
        runsFolder,
        folder());
  }

  private Integer run(Path runsFolder) throws Exception {
    double loadBefore = Machine.loadAverage();
    ReplayOptions options = options(runsFolder);
    try {
      show(
          FinishedReplay.of(
              experiment, options, experiment.run(options, this::say), "", loadBefore));
      return DONE;
    } catch (RunRefusedException e) {
      throw refused(e.getMessage());
    } catch (ExperimentFailedException e) {
      say(e.getMessage());
      if (e.partial().isPresent()) {
        show(FinishedReplay.of(experiment, options, e.partial().get(), e.getMessage(), loadBefore));
      }
      return e.interrupted() ? INTERRUPTED : RUN_FAILED;
    }
  }

  private void show(FinishedReplay replay) throws IOException {
    finished = replay;
    PrintWriter text = spec.commandLine().getOut();
    ReplayTable.lines(replay).forEach(text::println);
    text.flush();
    ReplayFiles.write(replay, folder(), this::say);
    if (json != null) {
      ResultFile.write(ReplayJson.of(replay), json);
    }
  }

  private ParameterException refused(String why) {
    return new ParameterException(spec.commandLine(), why);
  }

  private void say(String line) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("spirt: " + line);
    err.flush();
  }
}
