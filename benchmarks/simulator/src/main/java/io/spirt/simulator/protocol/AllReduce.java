package io.spirt.simulator.protocol;

import io.spirt.simulator.engine.Activity;
import io.spirt.simulator.engine.Barrier;
import io.spirt.simulator.engine.Signal;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** LambdaML's AllReduce: n + 1 puts and 2(n - 1) gets of a whole gradient in each step. */
final class AllReduce extends StepProtocol {
  private final Barrier[] gradients;
  private final Signal[] merged;

  AllReduce(Cloud cloud) {
    super(cloud, 3 * cloud.scenario().peers());
    this.gradients =
        IntStream.range(0, simulatedUnits())
            .mapToObj(step -> new Barrier(peers()))
            .toArray(Barrier[]::new);
    this.merged = Stream.generate(Signal::new).limit(simulatedUnits()).toArray(Signal[]::new);
  }

  @Override
  int instances() {
    return 0;
  }

  @Override
  Activity exchange(int rank, int step, Invocation function) {
    double bytes = scenario().exchanged();
    Activity own =
        Activity.now(() -> cloud().usage().exchanged(bytes, 0)).then(function.putObjects(1, bytes));
    return own.then(rank == 0 ? reduceAll(step, function, bytes) : wait(step, function, bytes));
  }

  private Activity reduceAll(int step, Invocation function, double bytes) {
    int others = peers() - 1;
    return Activity.sequence(
        gradients[step].await(),
        cloud().findObjects(peers()),
        Activity.now(() -> cloud().usage().exchanged(bytes, others * bytes)),
        function.getObjects(others, bytes),
        reduce(function, peers()),
        function.putObjects(1, bytes),
        merged[step].give());
  }

  private Activity wait(int step, Invocation function, double bytes) {
    return Activity.sequence(
        gradients[step].await(),
        merged[step].await(),
        cloud().findObjects(1),
        Activity.now(() -> cloud().usage().exchanged(0, bytes)),
        function.getObjects(1, bytes),
        reduce(function, scenario().compressed() ? 1 : 0));
  }
}
