package io.spirt.simulator.engine;

import java.util.ArrayDeque;
import java.util.Deque;

/** A number of equal places, each for one user at a time; who comes first gets the next one. */
public final class Slots {
  private final int count;
  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private int taken;
  private int mostWanted;

  public Slots(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("%d slots; at least 1 is needed".formatted(count));
    }
    this.count = count;
  }

  /** Waits for a place, does something, and leaves the place. */
  public Activity holding(Activity inside) {
    return done ->
        acquire(
            () ->
                inside.start(
                    () -> {
                      release();
                      done.run();
                    }));
  }

  private void acquire(Runnable granted) {
    if (taken < count) {
      taken++;
      mostWanted = Math.max(mostWanted, taken);
      granted.run();
    } else {
      waiting.add(granted);
      mostWanted = Math.max(mostWanted, taken + waiting.size());
    }
  }

  private void release() {
    Runnable next = waiting.poll();
    if (next == null) {
      taken--;
    } else {
      next.run();
    }
  }

  /** Most places that were taken or waited for at the same time. */
  public int mostWanted() {
    return mostWanted;
  }
}
