package io.spirt.simulator.protocol;

import io.spirt.cost.limit.InstanceSize;
import io.spirt.cost.limit.Quotas;
import io.spirt.simulator.Framework;
import io.spirt.simulator.Limit;
import io.spirt.simulator.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a simulated epoch asks of each limit. */
final class Limits {
  private static final int HISTORY_EVENTS = 25_000;
  private static final int EVENTS_OF_STATE = 5;
  private static final int STATES_OF_ROUND = 10;
  private static final double USABLE_MEMORY = 0.75;
  private static final double GIGABITS_OF_BYTE = 8e-9;

  private final Scenario scenario;
  private final Cloud cloud;
  private final Protocol protocol;
  private final List<Limit> limits = new ArrayList<>();

  Limits(Scenario scenario, Cloud cloud, Protocol protocol) {
    this.scenario = scenario;
    this.cloud = cloud;
    this.protocol = protocol;
  }

  /**
   * All of them.
   *
   * @param unitSeconds of one unit of an epoch
   * @param busiestBytes what the busiest host sends or receives in an epoch
   * @param seconds of the epoch, in bursts
   */
  List<Limit> of(double unitSeconds, double busiestBytes, double seconds) {
    Quotas quotas = scenario.quotas();
    limits.add(
        new Limit(
            "Lambda: functions at the same time",
            cloud.mostFunctions(),
            quotas.lambdaConcurrency(),
            false,
            Double.isInfinite(seconds)));
    // Workers that go on for an epoch continue in a fresh invocation; a step has to fit one.
    double longest =
        protocol instanceof StepProtocol ? unitSeconds : cloud.usage().longestInvocation();
    fixed("Lambda: seconds of an invocation", longest, quotas.lambdaSeconds(), true);
    fixed("Lambda: MB of a function", cloud.usage().neededMegabytes(), Usage.MOST_MEGABYTES, true);
    add(
        "Step Functions: transitions asked for in a second",
        cloud.transitions().mostAsked(),
        quotas.transitionBurst());
    add(
        "Step Functions: executions started in a second",
        cloud.starts().mostAsked(),
        quotas.startExecutionBurst());
    if (scenario.framework() == Framework.SPIRT || scenario.framework() == Framework.P2P) {
      int batches =
          scenario.framework() == Framework.SPIRT ? scenario.roundBatches() : scenario.batches();
      fixed(
          "Step Functions: events of an execution",
          EVENTS_OF_STATE * (batches + STATES_OF_ROUND),
          HISTORY_EVENTS,
          true);
    }
    fixed("S3: puts asked for in a second", cloud.puts().mostAsked(), quotas.storePutRate(), false);
    fixed("S3: gets asked for in a second", cloud.gets().mostAsked(), quotas.storeGetRate(), false);
    Optional<InstanceSize> size = InstanceSize.of(scenario.deployment().instanceType());
    size.ifPresent(
        instance -> {
          add(
              "EC2: Gbit/s that the busiest instance needs all the time",
              seconds > 0 ? busiestBytes * GIGABITS_OF_BYTE / seconds : 0,
              instance.gigabits());
          add(
              "EC2: GiB of the largest database or broker",
              protocol.databaseGibibytes(),
              instance.gibibytes() * USABLE_MEMORY);
        });
    return limits;
  }

  private void add(String name, double value, double most) {
    limits.add(new Limit(name, value, most, false, false));
  }

  private void fixed(String name, double value, double most, boolean stops) {
    limits.add(new Limit(name, value, most, true, stops));
  }
}
