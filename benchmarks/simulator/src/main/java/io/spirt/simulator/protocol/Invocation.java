package io.spirt.simulator.protocol;

import io.spirt.cost.time.Assumptions;
import io.spirt.simulator.Parameter;
import io.spirt.simulator.Scenario;
import io.spirt.simulator.engine.Activity;
import io.spirt.simulator.engine.SharedResource;
import java.util.function.IntFunction;

/** One invocation of a function, or a machine that does the same work: its link and processor. */
final class Invocation {
  private final Cloud cloud;
  private final double vcpus;
  private final SharedResource link;

  Invocation(Cloud cloud, double vcpus, double bytesASecond) {
    this.cloud = cloud;
    this.vcpus = vcpus;
    this.link = new SharedResource(cloud.simulation(), bytesASecond, bytesASecond);
  }

  /** A function with so much memory. */
  static Invocation function(Cloud cloud, int megabytes) {
    return new Invocation(
        cloud, Assumptions.vcpus(megabytes), cloud.scenario().of(Parameter.FUNCTION_BYTES));
  }

  /** Moves bytes over its own link alone. */
  Activity link(double bytes) {
    return link.use(bytes);
  }

  /** One thread's work. */
  Activity work(double secondsOnOneVcpu) {
    return cloud.pause(secondsOnOneVcpu / Math.min(1, vcpus));
  }

  /** A pass over so many bytes. */
  Activity pass(double bytes, Parameter bytesASecond) {
    return work(bytes / cloud.scenario().of(bytesASecond));
  }

  /** The gradient of a batch; some take longer than others. */
  Activity gradient() {
    Scenario scenario = cloud.scenario();
    double serial = scenario.of(Parameter.GRADIENT_SERIAL_PART);
    double speed = vcpus <= 1 ? vcpus : 1 / (serial + (1 - serial) / vcpus);
    return cloud.pause(scenario.gradientSeconds() / speed * cloud.slowness());
  }

  /** Gets bytes from a host; the slower of the two sides counts, and what else they do. */
  Activity fetch(Host host, double bytes) {
    return cloud
        .pause(Parameter.DATABASE_CALL)
        .then(Activity.together(2, i -> i == 0 ? host.send(bytes) : link(bytes)));
  }

  /** Puts bytes to a host. */
  Activity store(Host host, double bytes) {
    return cloud
        .pause(Parameter.DATABASE_CALL)
        .then(Activity.together(2, i -> i == 0 ? host.receive(bytes) : link(bytes)));
  }

  /** Gets as many bytes from each of these hosts, from all at once. */
  Activity fetchAll(int hosts, IntFunction<Host> host, double bytes) {
    return cloud
        .pause(Parameter.DATABASE_CONNECTION)
        .then(
            Activity.together(
                hosts + 1, i -> i == hosts ? link(hosts * bytes) : host.apply(i).send(bytes)));
  }

  /** Gets objects one after another. */
  Activity getObjects(int count, double bytes) {
    return objects(count, bytes, false);
  }

  /** Puts objects one after another. */
  Activity putObjects(int count, double bytes) {
    return objects(count, bytes, true);
  }

  /** Many of them are a few events, each for some requests in a row. */
  private Activity objects(int count, double bytes, boolean put) {
    int groups = Math.min(count, Cloud.GROUPS);
    return Activity.repeat(
        groups,
        group -> {
          int some = (group + 1) * count / groups - group * count / groups;
          return cloud.requests(this, some, bytes, put);
        });
  }
}
