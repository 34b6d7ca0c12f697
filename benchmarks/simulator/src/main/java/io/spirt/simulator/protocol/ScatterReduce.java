package io.spirt.simulator.protocol;

import io.spirt.simulator.engine.Activity;
import io.spirt.simulator.engine.Barrier;
import java.util.stream.IntStream;

/** LambdaML's ScatterReduce: n(n - 1) + n puts and 2n(n - 1) gets of a chunk in each step. */
final class ScatterReduce extends StepProtocol {
  private final Barrier[] scattered;
  private final Barrier[] reduced;

  ScatterReduce(Cloud cloud) {
    super(cloud, 3 * Cloud.GROUPS * cloud.scenario().peers());
    this.scattered = barriers();
    this.reduced = barriers();
  }

  private Barrier[] barriers() {
    return IntStream.range(0, simulatedUnits())
        .mapToObj(step -> new Barrier(peers()))
        .toArray(Barrier[]::new);
  }

  @Override
  int instances() {
    return 0;
  }

  @Override
  Activity exchange(int rank, int step, Invocation function) {
    double chunk = scenario().exchanged() / peers();
    int others = peers() - 1;
    return Activity.sequence(
        Activity.now(() -> cloud().usage().exchanged(peers() * chunk, 2 * others * chunk)),
        function.putObjects(others, chunk),
        scattered[step].await(),
        cloud().findObjects(peers()),
        function.getObjects(others, chunk),
        reduce(function, 1),
        function.putObjects(1, chunk),
        reduced[step].await(),
        cloud().findObjects(peers()),
        function.getObjects(others, chunk),
        reduce(function, scenario().compressed() ? 1 : 0));
  }
}
