package io.spirt.simulator.protocol;

import io.spirt.cost.limit.InstanceSize;
import io.spirt.simulator.Framework;
import io.spirt.simulator.Outcome;
import io.spirt.simulator.Outcome.BillLine;
import io.spirt.simulator.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Simulates one epoch: part of it event by event, the rest by how many times that part it is. */
public final class EpochSimulation {
  private static final double BITS_OF_GIGABIT = 1e9;
  private static final double BITS_OF_BYTE = 8;

  private final Scenario scenario;
  private final Cloud cloud;
  private final Protocol protocol;
  private double end;
  private boolean ended;

  private EpochSimulation(Scenario scenario) {
    this.scenario = scenario;
    this.cloud = new Cloud(scenario);
    this.protocol = protocol(scenario.framework(), cloud);
  }

  /** Simulates an epoch. The same scenario gives the same outcome, to the last bit. */
  public static Outcome of(Scenario scenario) {
    Outcome outcome = new EpochSimulation(scenario).run();
    return scenario.cold() && scenario.framework() == Framework.SPIRT && scenario.rounds() > 1
        ? blend(outcome, new EpochSimulation(scenario.warm()).run())
        : outcome;
  }

  /** Functions start up in the first round alone. */
  private static Outcome blend(Outcome cold, Outcome warm) {
    double part = 1.0 / cold.scenario().rounds();
    return new Outcome(
        cold.scenario(),
        mix(part, cold.seconds(), warm.seconds()),
        mix(part, cold.burstSeconds(), warm.burstSeconds()),
        cold.sentBytes(),
        cold.receivedBytes(),
        mix(part, cold.dollars(), warm.dollars()),
        mix(part, cold.bill(), warm.bill()),
        cold.counts(),
        cold.limits(),
        cold.stageSeconds());
  }

  private static double mix(double part, double cold, double warm) {
    return part * cold + (1 - part) * warm;
  }

  private static List<BillLine> mix(double part, List<BillLine> cold, List<BillLine> warm) {
    List<BillLine> lines = new ArrayList<>();
    for (int i = 0; i < Math.min(cold.size(), warm.size()); i++) {
      BillLine one = cold.get(i);
      lines.add(new BillLine(one.service(), mix(part, one.dollars(), warm.get(i).dollars())));
    }
    return lines;
  }

  private static Protocol protocol(Framework framework, Cloud cloud) {
    return switch (framework) {
      case SPIRT -> new SpirtProtocol(cloud);
      case ALL_REDUCE -> new AllReduce(cloud);
      case SCATTER_REDUCE -> new ScatterReduce(cloud);
      case MLLESS -> new Mlless(cloud);
      case P2P -> new PeerToPeer(cloud);
      case SINGLE -> new SingleMachine(cloud);
    };
  }

  private Outcome run() {
    protocol
        .simulated()
        .start(
            () -> {
              ended = true;
              end = cloud.simulation().now();
            });
    var unused = cloud.simulation().run();
    double times = (double) protocol.units() / protocol.simulatedUnits();
    double before = protocol.unitsBegan();
    double burst = ended ? before + (end - before) * times : Double.POSITIVE_INFINITY;
    double seconds = Math.max(burst, atSustainedBandwidth(times));
    Bill bill = new Bill(scenario, protocol, cloud.usage(), times, seconds / end);
    Usage usage = cloud.usage();
    return new Outcome(
        scenario,
        seconds,
        burst,
        usage.exchangeSent() * times / scenario.peers(),
        usage.exchangeReceived() * times / scenario.peers(),
        ended ? bill.dollars(seconds) : Double.POSITIVE_INFINITY,
        ended ? bill.lines(seconds) : List.of(),
        new Outcome.Counts(
            usage.invocations() * (protocol instanceof StepProtocol ? 1 : times),
            usage.transitions() * times,
            usage.queueRequests() * times,
            usage.puts() * times,
            usage.gets() * times,
            usage.lists() * times),
        new Limits(scenario, cloud, protocol)
            .of(ended ? end / protocol.simulatedUnits() : 0, busiest() * times, burst),
        usage.meanSeconds());
  }

  /** Bytes of the host that sends or receives most. */
  private double busiest() {
    OptionalDouble most =
        cloud.hosts().stream().mapToDouble(host -> Math.max(host.sent(), host.received())).max();
    return most.orElse(0);
  }

  /** Instances may burst now and then; over many epochs they carry no more than this. */
  private double atSustainedBandwidth(double times) {
    Optional<InstanceSize> size = InstanceSize.of(scenario.deployment().instanceType());
    return size.map(one -> busiest() * times * BITS_OF_BYTE / (one.gigabits() * BITS_OF_GIGABIT))
        .orElse(0.0);
  }
}
