package io.spirt.simulator.engine;

import umontreal.ssj.simevents.Event;
import umontreal.ssj.simevents.Simulator;
import umontreal.ssj.simevents.eventlist.RedblackTree;

/**
 * Simulated time: actions at moments, in order; those of one moment in the order of their making.
 */
public final class Simulation {
  private final Simulator simulator = new Simulator(new RedblackTree());

  public Simulation() {
    simulator.init();
  }

  /** Seconds since the start. */
  public double now() {
    return simulator.time();
  }

  /**
   * Has an action happen later.
   *
   * @param seconds from now, at least 0
   */
  public void after(double seconds, Runnable action) {
    var unused = schedule(seconds, action);
  }

  /** Like {@link #after}, with the event, which can be moved or taken back. */
  Event schedule(double seconds, Runnable action) {
    if (!(seconds >= 0) || Double.isInfinite(seconds)) {
      throw new IllegalArgumentException(
          "an event in %s s; it must be finite and not in the past".formatted(seconds));
    }
    Event event = new Action(simulator, action);
    event.schedule(seconds);
    return event;
  }

  /**
   * Lets everything happen.
   *
   * @return the time of the last event
   */
  public double run() {
    simulator.start();
    return simulator.time();
  }

  private static final class Action extends Event {
    private final Runnable action;

    Action(Simulator simulator, Runnable action) {
      super(simulator);
      this.action = action;
    }

    @Override
    public void actions() {
      action.run();
    }
  }
}
