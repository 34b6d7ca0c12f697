package io.spirt.cli;

import picocli.CommandLine.Option;

/** How many function processes a run has. */
final class WorkerOption {
  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "Processes that compute gradients (default: one per processor).")
  private Integer workers;

  /** True if the user named a number. */
  boolean isGiven() {
    return workers != null;
  }

  /**
   * The number, at least 1.
   *
   * @throws InvalidInputException if fewer were asked for
   */
  int count() {
    int processes = workers == null ? Runtime.getRuntime().availableProcessors() : workers;
    if (processes < 1) {
      throw new InvalidInputException("--workers is %d, at least 1".formatted(processes));
    }
    return processes;
  }
}
