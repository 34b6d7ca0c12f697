package io.spirt.simulator.protocol;

import io.spirt.job.Stage;
import io.spirt.simulator.Parameter;
import io.spirt.simulator.engine.Activity;

/** Workers that live for the whole epoch and exchange after every batch, in step. */
abstract class StepProtocol extends Protocol {
  private final int simulated;
  private double began;

  /**
   * @param transfersOfStep transfers of one step of all workers, about
   */
  StepProtocol(Cloud cloud, int transfersOfStep) {
    super(cloud);
    this.simulated = fewSteps(scenario().batches(), transfersOfStep);
  }

  @Override
  final int simulatedUnits() {
    return simulated;
  }

  @Override
  final int units() {
    return scenario().batches();
  }

  @Override
  final double unitsBegan() {
    return began;
  }

  @Override
  Activity simulated() {
    return Activity.together(peers(), this::worker);
  }

  private Activity worker(int rank) {
    return cloud()
        .invoke(
            Stage.COMPUTE_GRADIENT,
            gradientMemory(),
            function ->
                Activity.now(() -> began = cloud().simulation().now())
                    .then(Activity.repeat(simulated, step -> step(rank, step, function))));
  }

  private Activity step(int rank, int step, Invocation function) {
    return Activity.sequence(
        function.getObjects(1, scenario().size().batch()),
        function.gradient(),
        encode(function),
        exchange(rank, step, function),
        function.pass(2 * scenario().size().model(), Parameter.RULE_BYTES));
  }

  /** One exchange, from the worker's gradient until it holds the mean. */
  abstract Activity exchange(int rank, int step, Invocation function);

  private Activity encode(Invocation function) {
    return scenario().compressed()
        ? function.pass(scenario().size().model(), Parameter.CODEC_BYTES)
        : Activity.NOTHING;
  }

  /** Unpacks so many gradients if they are compressed, and adds them up. */
  final Activity reduce(Invocation function, double gradients) {
    double bytes = gradients * scenario().size().model();
    return function
        .pass(scenario().compressed() ? bytes : 0, Parameter.CODEC_BYTES)
        .then(function.pass(bytes, Parameter.RULE_BYTES));
  }
}
