package io.spirt.simulator.protocol;

import io.spirt.simulator.engine.Activity;
import io.spirt.simulator.engine.SharedResource;
import io.spirt.simulator.engine.Simulation;

/**
 * A server that stays: a database, a broker, a peer's own machine. Everything that it sends,
 * receives or works on takes its part of one resource, as of Redis's single thread.
 */
final class Host {
  private final double bytesASecond;
  private final SharedResource link;
  private double sent;
  private double received;

  Host(Simulation simulation, double bytesASecond) {
    this.bytesASecond = bytesASecond;
    this.link = new SharedResource(simulation, bytesASecond, bytesASecond);
  }

  Activity send(double bytes) {
    return done -> {
      sent += bytes;
      link.use(bytes).start(done);
    };
  }

  Activity receive(double bytes) {
    return done -> {
      received += bytes;
      link.use(bytes).start(done);
    };
  }

  /** Works for so many seconds, if it has nothing else to do. */
  Activity work(double seconds) {
    return link.use(seconds * bytesASecond);
  }

  double sent() {
    return sent;
  }

  double received() {
    return received;
  }

  double busySeconds() {
    return link.busySeconds();
  }
}
