package io.spirt.cli;

import java.time.Duration;
import picocli.CommandLine.Option;

/** How often a run on AWS is looked at. */
final class WatchOption {
  private static final int LONGEST_SECONDS = 3600;

  @Option(
      names = "--interval",
      paramLabel = "SECONDS",
      defaultValue = "5",
      description = "Seconds between two looks at the run (default: ${DEFAULT-VALUE}).")
  private int seconds;

  /**
   * The time between two looks.
   *
   * @throws InvalidInputException if it is out of range
   */
  Duration interval() {
    if (seconds < 1 || seconds > LONGEST_SECONDS) {
      throw new InvalidInputException(
          "--interval is %d; 1 to %d seconds".formatted(seconds, LONGEST_SECONDS));
    }
    return Duration.ofSeconds(seconds);
  }
}
