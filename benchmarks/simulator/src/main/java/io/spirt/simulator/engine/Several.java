package io.spirt.simulator.engine;

import java.util.function.IntFunction;

/** Some activities, a number of them at a time. */
final class Several {
  private final int side;
  private final int count;
  private final IntFunction<Activity> part;
  private final Runnable done;
  private int started;
  private int running;
  private boolean starting;

  Several(int side, int count, IntFunction<Activity> part, Runnable done) {
    this.side = side;
    this.count = count;
    this.part = part;
    this.done = done;
  }

  /** Starts as many as may run; a loop, so that parts that take no time do not nest. */
  void begin() {
    starting = true;
    while (started < count && running < side) {
      running++;
      part.apply(started++).start(this::ended);
    }
    starting = false;
    if (running == 0 && started == count) {
      done.run();
    }
  }

  private void ended() {
    running--;
    if (!starting) {
      begin();
    }
  }
}
