package io.spirt.simulator.engine;

import io.spirt.cost.limit.TokenBucket;

/** Lets so many a second through, with a burst after a pause, as AWS's request quotas do. */
public final class Gate {
  private final Simulation simulation;
  private final TokenBucket bucket;
  private long passed;
  private double longestWait;
  private double second;
  private double asked;
  private double mostAsked;

  /**
   * @param burst how many may pass at once after a pause
   * @param rate how many a second, sustained
   */
  public Gate(Simulation simulation, double burst, double rate) {
    this.simulation = simulation;
    this.bucket = new TokenBucket(burst, rate);
  }

  /** Waits until so many may pass. */
  public Activity pass(int count) {
    return done -> {
      count(count);
      double granted = simulation.now();
      for (int i = 0; i < count; i++) {
        granted = bucket.take(simulation.now());
      }
      passed += count;
      double wait = Math.max(0, granted - simulation.now());
      longestWait = Math.max(longestWait, wait);
      if (wait == 0) {
        done.run();
      } else {
        simulation.after(wait, done);
      }
    };
  }

  private void count(int more) {
    if (Math.floor(simulation.now()) != second) {
      second = Math.floor(simulation.now());
      asked = 0;
    }
    asked += more;
    mostAsked = Math.max(mostAsked, asked);
  }

  /** Most that were asked for within a second, counted from full seconds. */
  public double mostAsked() {
    return mostAsked;
  }

  /** How many passed. */
  public long passed() {
    return passed;
  }

  /** Longest that anybody waited, in seconds. */
  public double longestWait() {
    return longestWait;
  }
}
