package io.spirt.cli;

import io.spirt.cli.progress.Progress;
import io.spirt.cli.progress.ProgressFactory;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** How a run is shown and where its report goes. */
final class ReportOptions {
  @Spec(Target.MIXEE)
  private CommandSpec command;

  @Option(names = "--report", paramLabel = "FILE", description = "Write report.json here too.")
  private Path file;

  @Option(
      names = "--json",
      description = "Print the report as JSON on standard output, progress on standard error.")
  private boolean json;

  /** Whether standard output is for the report alone. */
  boolean json() {
    return json;
  }

  Optional<Path> file() {
    return Optional.ofNullable(file);
  }

  /** Where everything for people goes. */
  PrintWriter narration() {
    return json ? command.commandLine().getErr() : command.commandLine().getOut();
  }

  PrintWriter result() {
    return command.commandLine().getOut();
  }

  PrintWriter errors() {
    return command.commandLine().getErr();
  }

  Progress progress() {
    return progress("interrupted; ending the run");
  }

  /**
   * Shows a run.
   *
   * @param interrupted what the user is told after Ctrl-C
   */
  Progress progress(String interrupted) {
    return ProgressFactory.create(
        json, narration(), System.getenv(), InstantSource.system(), interrupted);
  }

  /** Writes a report where the user wants a copy of it. */
  void copy(String report) throws IOException {
    if (file != null) {
      Files.writeString(file, report + "\n");
    }
  }

  /**
   * Called before the run rather than after it: a wrong path must not cost a training.
   *
   * @throws InvalidInputException if the report could not be written there
   */
  void check() {
    if (file == null) {
      return;
    }
    Path folder = file.toAbsolutePath().getParent();
    if (Files.isDirectory(file) || folder == null || !Files.isDirectory(folder)) {
      throw new InvalidInputException("--report " + file + ": not a file in a folder that exists");
    }
  }
}
