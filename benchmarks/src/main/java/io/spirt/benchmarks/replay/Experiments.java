package io.spirt.benchmarks.replay;

import java.util.List;

/** All experiments, in the order in which they are listed. */
public final class Experiments {
  private static final List<Experiment> ALL = List.of(new PeerFailure(), new NewPeer());

  private Experiments() {}

  /** All of them. */
  public static List<Experiment> all() {
    return ALL;
  }
}
