package io.spirt.simulator;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How SPIRT's peers could combine their averages. SPIRT itself does the first. */
public enum Exchange {
  ALL_TO_ALL("every peer fetches every average", "any rule", true),
  SCATTER_REDUCE(
      "peer i fetches slice i of every average and combines it, then all fetch all slices",
      "coordinate-wise rules; a lying peer can forge its slice",
      true),
  RING(
      "2(n-1) steps, each a slice from the left neighbour", "mean only; one liar alters all", true),
  TREE(
      "sums go up a tree of databases, the mean comes down",
      "mean only; one liar alters all",
      true),
  GOSSIP(
      "each peer takes the averages of log2(n) neighbours",
      "mean of neighbours: params differ between peers",
      false);

  private final String summary;
  private final String rules;
  private final boolean exact;

  Exchange(String summary, String rules, boolean exact) {
    this.summary = summary;
    this.rules = rules;
    this.exact = exact;
  }

  /** The name in options and results. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What it does, in a line. */
  public String summary() {
    return summary;
  }

  /** Which aggregation rules it allows, and what one liar can do. */
  public String rules() {
    return rules;
  }

  /** True if all peers end a round with the same params. */
  public boolean exact() {
    return exact;
  }

  /**
   * The exchange of a name.
   *
   * @throws InvalidSimulationException if there is none
   */
  public static Exchange of(String id) {
    return Arrays.stream(values())
        .filter(one -> one.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidSimulationException(
                    "no exchange '%s'; there are %s, and all"
                        .formatted(
                            id,
                            Arrays.stream(values())
                                .map(Exchange::id)
                                .collect(Collectors.joining(", ")))));
  }
}
