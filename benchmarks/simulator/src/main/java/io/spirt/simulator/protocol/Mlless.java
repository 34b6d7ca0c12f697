package io.spirt.simulator.protocol;

import io.spirt.job.Stage;
import io.spirt.simulator.Parameter;
import io.spirt.simulator.engine.Activity;
import io.spirt.simulator.engine.Barrier;
import io.spirt.simulator.engine.Signal;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** MLLess: significant updates in one shared Redis, their keys by queues, a supervisor. */
final class Mlless extends StepProtocol {
  private static final int MESSAGES_OF_CALL = 10;

  private final Host shared;
  private final Barrier[] told;
  private final Signal[] announced;
  private final boolean[][] significant;

  Mlless(Cloud cloud) {
    super(cloud, 4 * cloud.scenario().peers());
    this.shared = cloud.database();
    this.told =
        IntStream.range(0, simulatedUnits())
            .mapToObj(step -> new Barrier(peers() + 1))
            .toArray(Barrier[]::new);
    this.announced = Stream.generate(Signal::new).limit(simulatedUnits()).toArray(Signal[]::new);
    this.significant = new boolean[simulatedUnits()][peers()];
    double part = scenario().of(Parameter.SIGNIFICANT_PART);
    for (boolean[] step : significant) {
      for (int rank = 0; rank < step.length; rank++) {
        step[rank] = cloud.draw() < part;
      }
    }
  }

  @Override
  int instances() {
    return 1;
  }

  /** The updates of one step of all workers, and of the step before. */
  @Override
  double databaseGibibytes() {
    return gibibytes(2.0 * peers());
  }

  @Override
  Activity simulated() {
    return Activity.together(2, i -> i == 0 ? super.simulated() : supervisor());
  }

  private Activity supervisor() {
    int calls = (peers() + MESSAGES_OF_CALL - 1) / MESSAGES_OF_CALL;
    return cloud()
        .invoke(
            Stage.CONVERGE,
            cloud().megabytes(Stage.CONVERGE, 0),
            function ->
                Activity.repeat(
                    simulatedUnits(),
                    step ->
                        Activity.sequence(
                            told[step].await(),
                            cloud().queueCalls(calls),
                            cloud().queueCalls(peers()),
                            announced[step].give())));
  }

  @Override
  Activity exchange(int rank, int step, Invocation function) {
    double bytes = scenario().exchanged();
    int expected = expected(rank, step);
    int receives = 1 + (expected + MESSAGES_OF_CALL - 1) / MESSAGES_OF_CALL;
    return Activity.sequence(
        significant[step][rank] ? send(function, bytes) : Activity.NOTHING,
        cloud().queueCalls(1),
        told[step].await(),
        announced[step].await(),
        cloud().queueCalls(receives),
        Activity.now(() -> cloud().usage().exchanged(0, expected * bytes)),
        function.fetch(shared, expected * bytes),
        reduce(function, expected));
  }

  private Activity send(Invocation function, double bytes) {
    return Activity.sequence(
        Activity.now(() -> cloud().usage().exchanged(bytes, 0)),
        function.store(shared, bytes),
        cloud().queueCalls(peers() - 1));
  }

  private int expected(int rank, int step) {
    return (int)
        IntStream.range(0, peers())
            .filter(other -> other != rank && significant[step][other])
            .count();
  }
}
