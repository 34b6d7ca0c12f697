package io.spirt.simulator.protocol;

import io.spirt.cost.limit.InstanceSize;
import io.spirt.simulator.Parameter;
import io.spirt.simulator.engine.Activity;

/** One instance that trains on all the peers' batches, one after another. */
final class SingleMachine extends Protocol {
  private final int simulated;

  SingleMachine(Cloud cloud) {
    super(cloud);
    this.simulated = fewSteps(units(), 1);
  }

  @Override
  int simulatedUnits() {
    return simulated;
  }

  @Override
  int units() {
    return Math.multiplyExact(peers(), scenario().batches());
  }

  @Override
  int instances() {
    return 1;
  }

  @Override
  Activity simulated() {
    double vcpus =
        InstanceSize.of(scenario().deployment().instanceType()).map(InstanceSize::vcpus).orElse(2);
    Invocation machine = new Invocation(cloud(), vcpus, scenario().of(Parameter.INSTANCE_BYTES));
    return Activity.repeat(
        simulated,
        batch ->
            Activity.sequence(
                machine.gradient(),
                machine.pass(2 * scenario().size().model(), Parameter.RULE_BYTES)));
  }
}
