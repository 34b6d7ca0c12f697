package io.spirt.cost;

import java.util.List;

/**
 * What a search found.
 *
 * @param best the best few within the bounds, best first; empty if nothing is within them
 * @param nearest what misses the bounds by least, if nothing is within them, else null
 * @param tried choices that were priced
 * @param refused choices that do not fit the quotas, memory or time limits, and were left out
 */
public record Proposals(List<Candidate> best, Candidate nearest, int tried, int refused) {

  /** Copies the list. */
  public Proposals {
    best = List.copyOf(best);
  }
}
