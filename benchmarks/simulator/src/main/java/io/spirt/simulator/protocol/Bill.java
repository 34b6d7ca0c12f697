package io.spirt.simulator.protocol;

import io.spirt.cost.price.Billing;
import io.spirt.cost.price.Item;
import io.spirt.deployment.Architecture;
import io.spirt.simulator.Outcome.BillLine;
import io.spirt.simulator.Scenario;
import java.util.List;
import java.util.Map;

/** What a simulated epoch costs, by the price file: no free tiers, nothing that stands idle. */
final class Bill {
  private final Scenario scenario;
  private final Protocol protocol;
  private final Usage usage;
  private final double times;
  private final double stretched;
  private final Billing billing;

  /**
   * @param times how many times what was simulated an epoch is
   * @param stretched how many times as long as what was simulated an epoch takes
   */
  Bill(Scenario scenario, Protocol protocol, Usage usage, double times, double stretched) {
    this.scenario = scenario;
    this.protocol = protocol;
    this.usage = usage;
    this.times = times;
    this.stretched = stretched;
    this.billing = new Billing(scenario.prices());
  }

  double dollars(double seconds) {
    return lines(seconds).stream().mapToDouble(BillLine::dollars).sum();
  }

  List<BillLine> lines(double seconds) {
    return List.of(
        new BillLine("Lambda", functions()),
        new BillLine("Lambda requests", billing.count(Item.LAMBDA_REQUEST, invocations())),
        new BillLine("Step Functions", billing.count(Item.TRANSITION, usage.transitions() * times)),
        new BillLine("SQS", billing.count(Item.QUEUE_REQUEST, usage.queueRequests() * times)),
        new BillLine(
            "S3",
            billing.count(Item.STORE_PUT, (usage.puts() + usage.lists()) * times)
                + billing.count(Item.STORE_GET, usage.gets() * times)),
        new BillLine(
            "EC2",
            billing.instances(
                scenario.deployment().instanceType(), protocol.instances(), seconds)));
  }

  private double functions() {
    Architecture architecture = scenario.deployment().architecture();
    double dollars = 0;
    for (Map.Entry<Integer, Double> one : usage.functionSeconds().entrySet()) {
      dollars += billing.functions(architecture, one.getKey(), 1, one.getValue() * stretched);
    }
    return dollars;
  }

  private double invocations() {
    return usage.invocations() * (protocol instanceof StepProtocol ? 1 : times);
  }
}
