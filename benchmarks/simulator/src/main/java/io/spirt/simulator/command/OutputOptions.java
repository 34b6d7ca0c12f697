package io.spirt.simulator.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where results go. */
final class OutputOptions {
  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Also write table, CSV, JSON, plots and one HTML page into this folder.")
  private Path folder;

  @Option(names = "--json", description = "Print a JSON object.")
  private boolean json;

  boolean json() {
    return json;
  }

  Optional<Path> folder() {
    return Optional.ofNullable(folder);
  }

  /** Says no before anything is computed. */
  void checkWritable(Inputs inputs) {
    if (folder != null && Files.exists(folder) && !Files.isDirectory(folder)) {
      throw inputs.refused("--out %s is not a folder".formatted(folder));
    }
  }
}
