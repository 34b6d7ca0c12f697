package io.spirt.simulator;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The frameworks that can be simulated. */
public enum Framework {
  SPIRT("averages between the peers' own databases, all batches in parallel"),
  ALL_REDUCE("LambdaML: gradients in S3, worker 0 reduces them, an exchange per batch"),
  SCATTER_REDUCE("LambdaML: chunks of gradients in S3, each worker reduces one, per batch"),
  MLLESS("updates in one shared Redis, queues and a supervisor, an exchange per batch"),
  P2P("instances that offload gradients to functions and exchange them through a broker"),
  SINGLE("one machine, batch after batch");

  private final String summary;

  Framework(String summary) {
    this.summary = summary;
  }

  /** The name in options and results. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What it does, in a line. */
  public String summary() {
    return summary;
  }

  /**
   * The framework of a name.
   *
   * @throws InvalidSimulationException if there is none
   */
  public static Framework of(String id) {
    return Arrays.stream(values())
        .filter(one -> one.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidSimulationException(
                    "no framework '%s'; there are %s, and all"
                        .formatted(
                            id,
                            Arrays.stream(values())
                                .map(Framework::id)
                                .collect(Collectors.joining(", ")))));
  }
}
