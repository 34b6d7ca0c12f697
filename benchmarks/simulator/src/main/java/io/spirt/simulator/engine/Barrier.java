package io.spirt.simulator.engine;

import java.util.ArrayList;
import java.util.List;

/** Holds whoever comes until all have come. Can be used once. */
public final class Barrier {
  private final int parties;
  private final List<Runnable> waiting = new ArrayList<>();

  public Barrier(int parties) {
    this.parties = parties;
  }

  /** Comes, and waits for the others. */
  public Activity await() {
    return done -> {
      waiting.add(done);
      if (waiting.size() == parties) {
        waiting.forEach(Runnable::run);
      }
    };
  }
}
