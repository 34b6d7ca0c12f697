package io.spirt.simulator.protocol;

import io.spirt.cost.limit.InstanceSize;
import io.spirt.job.Stage;
import io.spirt.simulator.Parameter;
import io.spirt.simulator.engine.Activity;
import io.spirt.simulator.engine.Barrier;

/**
 * The thesis's earlier design, synchronous: each peer is an instance that puts its params into S3,
 * has functions compute all its gradients, averages them, and publishes the average through a
 * broker, from which all others take it.
 */
final class PeerToPeer extends Protocol {
  private final Host broker;
  private final Barrier published;

  PeerToPeer(Cloud cloud) {
    super(cloud);
    this.broker = cloud.host(scenario().of(Parameter.BROKER_BYTES));
    this.published = new Barrier(peers());
  }

  @Override
  int simulatedUnits() {
    return 1;
  }

  @Override
  int units() {
    return 1;
  }

  /** The peers' own, and the broker's. */
  @Override
  int instances() {
    return peers() + 1;
  }

  /** The broker keeps each peer's latest average. */
  @Override
  double databaseGibibytes() {
    return gibibytes(peers());
  }

  @Override
  Activity simulated() {
    return Activity.together(peers(), rank -> peer());
  }

  private Activity peer() {
    double vcpus =
        InstanceSize.of(scenario().deployment().instanceType()).map(InstanceSize::vcpus).orElse(2);
    Invocation machine = new Invocation(cloud(), vcpus, scenario().of(Parameter.INSTANCE_BYTES));
    double model = scenario().size().model();
    double bytes = scenario().exchanged();
    int others = peers() - 1;
    double coded = scenario().compressed() ? model : 0;
    return Activity.sequence(
        machine.putObjects(1, model),
        cloud().startExecution(),
        cloud().state(),
        Activity.together(scenario().batches(), batch -> gradient()),
        machine.getObjects(scenario().batches(), model),
        machine.pass(scenario().batches() * model, Parameter.RULE_BYTES),
        machine.pass(coded, Parameter.CODEC_BYTES),
        Activity.now(() -> cloud().usage().exchanged(bytes, others * bytes)),
        machine.store(broker, bytes),
        published.await(),
        machine.fetch(broker, others * bytes),
        machine.pass(others * coded, Parameter.CODEC_BYTES),
        machine.pass((others + 3) * model, Parameter.RULE_BYTES));
  }

  private Activity gradient() {
    return cloud()
        .task(
            Stage.COMPUTE_GRADIENT,
            gradientMegabytes(),
            function ->
                Activity.sequence(
                    function.getObjects(1, scenario().size().model()),
                    function.getObjects(1, scenario().size().batch()),
                    function.gradient(),
                    function.putObjects(1, scenario().size().model())));
  }
}
