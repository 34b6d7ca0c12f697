package io.spirt.simulator.protocol;

import io.spirt.simulator.Parameter;
import io.spirt.simulator.engine.Activity;
import io.spirt.simulator.engine.Signal;
import java.util.List;

/**
 * Ring all-reduce: in each of 2(n-1) steps a peer takes one slice from its left neighbour's
 * database, adds it or keeps it, and shows the result in its own. All steps are alike, so that the
 * time of many follows from that of the first.
 */
final class Ring extends SpirtExchange {
  private static final int MOST_STEPS = 40;

  private final int steps;
  private final int simulated;
  private final Signal[][] shown;

  Ring(Cloud cloud, List<Host> databases) {
    super(cloud, databases);
    this.steps = 2 * (peers() - 1);
    this.simulated = Math.min(steps, MOST_STEPS);
    this.shown = new Signal[peers()][simulated];
    for (Signal[] one : shown) {
      for (int step = 0; step < simulated; step++) {
        one[step] = new Signal();
      }
    }
  }

  @Override
  double modelsInMemory() {
    return 3;
  }

  @Override
  Activity aggregate(int rank, Invocation function) {
    double slice = scenario().exchanged() / peers();
    return Activity.later(
        () -> {
          double[] began = {cloud().simulation().now()};
          return Activity.sequence(
              function.fetch(database(rank), scenario().exchanged()),
              Activity.now(() -> began[0] = cloud().simulation().now()),
              Activity.now(() -> cloud().usage().exchanged(steps * slice, steps * slice)),
              Activity.repeat(simulated, step -> step(rank, step, function, slice)),
              Activity.later(() -> rest(cloud().simulation().now() - began[0])),
              combine(function, 1),
              storeAggregate(rank, function));
        });
  }

  private Activity rest(double seconds) {
    return simulated == steps
        ? Activity.NOTHING
        : cloud().pause(seconds / simulated * (steps - simulated));
  }

  private Activity step(int rank, int step, Invocation function, double slice) {
    int left = (rank + peers() - 1) % peers();
    Activity ready = step == 0 ? Activity.NOTHING : shown[left][step - 1].await();
    return Activity.sequence(
        ready,
        look(),
        function.fetch(database(left), slice),
        function.pass(slice, Parameter.RULE_BYTES),
        function.store(database(rank), slice),
        shown[rank][step].give());
  }
}
