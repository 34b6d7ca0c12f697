package io.spirt.benchmarks.replay.command;

import io.spirt.benchmarks.replay.Network;
import io.spirt.benchmarks.replay.Scale;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** How much is run, and over which network. */
final class ScaleOptions {
  /** At most one of them. */
  static final class Choice {
    @Option(names = "--full", description = "As published; can take days on a small machine.")
    private boolean full;

    @Option(
        names = "--smallest",
        description = "Seconds: shows that it runs; the figures say little.")
    private boolean smallest;
  }

  @ArgGroup private Choice choice;

  @Option(
      names = "--network",
      paramLabel = "NAME",
      defaultValue = "local",
      description = {
        "lambda: simulate network and function start-up of AWS Lambda, where an experiment",
        "can; marked in every output (default: local, nothing is simulated)."
      })
  private String network;

  /** The scale. */
  Scale scale() {
    if (choice == null) {
      return Scale.SCALED;
    }
    if (choice.full) {
      return Scale.FULL;
    }
    return choice.smallest ? Scale.SMALLEST : Scale.SCALED;
  }

  /**
   * The network.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  Network network() {
    for (Network one : Network.values()) {
      if (one.word().equals(network)) {
        return one;
      }
    }
    throw new IllegalArgumentException(
        "--network %s is not known; it is local or lambda".formatted(network));
  }
}
