package io.spirt.benchmarks.replay;

import io.spirt.benchmarks.Machine;
import io.spirt.benchmarks.ResultFile;
import io.spirt.local.RunRefusedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Runs one experiment. Exit codes: 0 measured; 2 wrong arguments; 5 the run failed or did not show
 * what was looked for; 130 interrupted.
 */
@Command(footerHeading = "%nExamples:%n")
final class ExperimentCommand implements Callable<Integer>, ListedExperiment {
  static final int DONE = 0;
  private static final int RUN_FAILED = 5;
  private static final int INTERRUPTED = 130;
  private static final int MOST_WORKERS = 64;

  private final Experiment experiment;

  @Spec private CommandSpec spec;

  @Option(names = "--json", paramLabel = "FILE", description = "Write all figures to a file too.")
  private Path json;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Train on MNIST, whose files are there (default: generated digits).")
  private Path data;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      defaultValue = ReplayOptions.DEFAULT_MODEL,
      description = "The network (default: ${DEFAULT-VALUE}; the papers': mobilenet-v3-small).")
  private String model;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "Processes that compute gradients (default: one per processor).")
  private Integer workers;

  @Option(
      names = "--runs",
      paramLabel = "DIR",
      description = "Keep the run's folder here (default: a temporary one, deleted at the end).")
  private Path runs;

  ExperimentCommand(Experiment experiment) {
    this.experiment = experiment;
  }

  @Override
  public String id() {
    return experiment.id();
  }

  @Override
  public List<String> summary() {
    return experiment.description();
  }

  @Override
  public Integer call() throws Exception {
    check();
    if (runs != null) {
      return run(runs);
    }
    try (TemporaryFolder temporary = TemporaryFolder.create("spirt-replay-")) {
      return run(temporary.path());
    }
  }

  private void check() {
    int most = MOST_WORKERS;
    if (workers != null && (workers < 1 || workers > most)) {
      throw refused("--workers is %d; it must be 1 to %d".formatted(workers, most));
    }
    if (data != null && !Files.isDirectory(data)) {
      throw refused("--data %s: no such folder".formatted(data));
    }
    try {
      if (json != null) {
        ResultFile.checkWritable(json);
      }
      experiment.check(options(Path.of("")));
    } catch (IllegalArgumentException e) {
      throw refused(e.getMessage());
    }
  }

  private ReplayOptions options(Path folder) {
    int processes = workers == null ? Runtime.getRuntime().availableProcessors() : workers;
    return new ReplayOptions(Optional.ofNullable(data), model, processes, folder);
  }

  private Integer run(Path folder) throws Exception {
    double loadBefore = Machine.loadAverage();
    try {
      ReplayResult result = experiment.run(options(folder), this::say);
      return show(result, loadBefore);
    } catch (RunRefusedException e) {
      throw refused(e.getMessage());
    } catch (ExperimentFailedException e) {
      say(e.getMessage());
      return e.interrupted() ? INTERRUPTED : RUN_FAILED;
    }
  }

  private Integer show(ReplayResult result, double loadBefore) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    ReplayTable.lines(experiment, result, loadBefore).forEach(out::println);
    out.flush();
    if (json != null) {
      ResultFile.write(ReplayJson.of(experiment, result, loadBefore), json);
    }
    return DONE;
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
