package io.spirt.simulator.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import umontreal.ssj.simevents.Event;

/**
 * A resource that its users share equally: a link's bandwidth, a machine's cores. Each gets its
 * share of the capacity, but never more than one user can take.
 *
 * <p>All users advance alike, so one number, what each got since the start, says for all when they
 * have got enough (processor sharing by virtual time): a use costs one entry in a heap, however
 * many there are.
 */
public final class SharedResource {
  private static final double INSTANT = 1e-9;

  private final Simulation simulation;
  private final double capacity;
  private final double mostOfOne;
  private final PriorityQueue<Use> uses = new PriorityQueue<>();
  private double each;
  private double updated;
  private double busy;
  private long order;
  private Event wake;
  private double wakeTime;

  /**
   * @param capacity units a second of all users
   * @param mostOfOne units a second of a single user
   */
  public SharedResource(Simulation simulation, double capacity, double mostOfOne) {
    if (!(capacity > 0) || !(mostOfOne > 0)) {
      throw new IllegalArgumentException(
          "capacity %s, of one user %s; both must be above 0".formatted(capacity, mostOfOne));
    }
    this.simulation = simulation;
    this.capacity = capacity;
    this.mostOfOne = mostOfOne;
  }

  private record Use(double enough, long order, Runnable done) implements Comparable<Use> {
    @Override
    public int compareTo(Use other) {
      int byNeed = Double.compare(enough, other.enough);
      return byNeed != 0 ? byNeed : Long.compare(order, other.order);
    }
  }

  /** Takes so many units of it. */
  public Activity use(double units) {
    return done -> add(units, done);
  }

  /** Seconds in which somebody used it, until now. */
  public double busySeconds() {
    advance();
    return busy;
  }

  private void add(double units, Runnable done) {
    if (units <= 0) {
      done.run();
      return;
    }
    advance();
    uses.add(new Use(each + units, order++, done));
    // One more user makes the others later, so an event that is too early finds that out itself.
    double next = simulation.now() + left();
    if (wake == null || next < wakeTime) {
      if (wake != null) {
        wake.cancel();
      }
      arrange(next);
    }
  }

  private double rate() {
    return Math.min(mostOfOne, capacity / uses.size());
  }

  private double left() {
    return Math.max(0, (uses.element().enough() - each) / rate());
  }

  private void arrange(double time) {
    wakeTime = time;
    wake = simulation.schedule(Math.max(0, time - simulation.now()), this::look);
  }

  private void advance() {
    double now = simulation.now();
    if (!uses.isEmpty()) {
      each += (now - updated) * rate();
      busy += now - updated;
    }
    updated = now;
  }

  private void look() {
    wake = null;
    advance();
    List<Runnable> ended = new ArrayList<>();
    while (!uses.isEmpty() && left() <= INSTANT) {
      ended.add(uses.remove().done());
    }
    if (!uses.isEmpty()) {
      arrange(simulation.now() + left());
    }
    ended.forEach(Runnable::run);
  }
}
