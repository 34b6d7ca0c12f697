package io.spirt.simulator.engine;

import java.util.ArrayList;
import java.util.List;

/** Something that happens once; who waits for it afterwards does not wait. */
public final class Signal {
  private final List<Runnable> waiting = new ArrayList<>();
  private boolean given;

  /** Makes it happen. */
  public Activity give() {
    return Activity.now(
        () -> {
          given = true;
          waiting.forEach(Runnable::run);
          waiting.clear();
        });
  }

  /** Waits until it has happened. */
  public Activity await() {
    return done -> {
      if (given) {
        done.run();
      } else {
        waiting.add(done);
      }
    };
  }
}
