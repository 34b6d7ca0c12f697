package io.spirt.benchmarks.replay.frameworks;

import io.spirt.benchmarks.replay.LambdaNetwork;
import io.spirt.benchmarks.replay.frameworks.EpochUse.Functions;
import io.spirt.frameworks.worker.StepStage;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The same epochs with AWS's network between the parts: simulated. A batch takes everywhere what it
 * took SPIRT's function here, which had a core to itself; steps follow each other; a worker's
 * exchange is its requests one after another, where the protocol has them so; updates are as
 * measured. What SPIRT's peers wait for each other because they share this machine is left out.
 * Functions are warm, requests are counted as measured.
 *
 * @param network parameters
 * @param modelBytes of params, or of a gradient
 * @param batchBytes of a batch's images
 */
record OnLambda(LambdaNetwork network, long modelBytes, long batchBytes) {
  /** auth, compute-gradient, average, heartbeat, sync, aggregate, update, trigger-epoch. */
  private static final int STATES = 8;

  /** All of them; the first is SPIRT. */
  List<EpochUse> of(List<EpochUse> measured) {
    double gradient = measured.get(0).gradientSeconds();
    return measured.stream().map(one -> of(one, gradient)).toList();
  }

  private EpochUse of(EpochUse one, double gradient) {
    Map<StepStage, Double> stages =
        one.framework().equals(EpochUse.SPIRT) ? spirt(one, gradient) : workers(one, gradient);
    double seconds = stages.values().stream().mapToDouble(Double::doubleValue).sum();
    return new EpochUse(
        one.framework(),
        one.workers(),
        one.steps(),
        seconds,
        stages,
        0,
        gradient,
        one.framework().equals(EpochUse.SPIRT)
            ? spirtFunctions(one, stages)
            : WorkersEpoch.functions(
                one.workers(), one.workers() * seconds, seconds, one.databases() > 0),
        one.transitions(),
        one.queueRequests(),
        one.storePuts(),
        one.storeGets(),
        one.bytes(),
        one.databases());
  }

  private Map<StepStage, Double> spirt(EpochUse one, double gradient) {
    int others = one.workers() - 1;
    Map<StepStage, Double> stages = new EnumMap<>(StepStage.class);
    stages.put(
        StepStage.FETCH, network.database(modelBytes, one.steps()) + network.store(batchBytes));
    stages.put(StepStage.COMPUTE, gradient);
    stages.put(
        StepStage.SYNC,
        work(one)
            + network.database(modelBytes, one.steps())
            + network.queue(others + 1)
            + others * network.database(modelBytes, Math.max(1, others))
            + network.database(modelBytes, 1)
            + 2 * others * network.database(0, 1)
            + network.states(STATES));
    stages.put(StepStage.UPDATE, one.stage(StepStage.UPDATE) + network.database(0, 1));
    return stages;
  }

  /** Transitions are not billed by time. */
  private List<Functions> spirtFunctions(EpochUse one, Map<StepStage, Double> stages) {
    long gradients = (long) one.steps() * one.workers();
    double gradient =
        stages.get(StepStage.FETCH)
            + stages.get(StepStage.COMPUTE)
            + network.database(modelBytes, one.steps());
    double added =
        one.workers()
            * (stages.get(StepStage.SYNC)
                - work(one)
                - network.database(modelBytes, one.steps())
                - network.states(STATES));
    return one.functions().stream()
        .map(
            functions ->
                switch (functions.megabytes()) {
                  case Sizes.GRADIENT ->
                      new Functions(Sizes.GRADIENT, gradients, gradients * gradient);
                  case Sizes.ENGINE ->
                      new Functions(
                          Sizes.ENGINE, functions.invocations(), functions.seconds() + added);
                  default ->
                      new Functions(
                          functions.megabytes(),
                          functions.invocations(),
                          Math.max(0, functions.seconds() - one.workers() * one.waitingSeconds()));
                })
        .toList();
  }

  /** The exchange's own work, without waiting at the barrier for peers that share the machine. */
  private static double work(EpochUse one) {
    return Math.max(0, one.stage(StepStage.SYNC) - one.waitingSeconds());
  }

  private Map<StepStage, Double> workers(EpochUse one, double gradient) {
    Map<StepStage, Double> stages = new EnumMap<>(StepStage.class);
    stages.put(StepStage.FETCH, one.steps() * network.store(batchBytes));
    stages.put(StepStage.COMPUTE, one.steps() * gradient);
    stages.put(StepStage.SYNC, one.steps() * exchange(one));
    stages.put(StepStage.UPDATE, one.stage(StepStage.UPDATE));
    return stages;
  }

  private double exchange(EpochUse one) {
    int n = one.workers();
    return switch (one.framework()) {
      // A put of each; worker 0 gets the others' and puts the mean; the others get it.
      case "all-reduce" -> (n + 2) * network.store(modelBytes);
      // The foreign chunks put, those of the own one fetched, it put, the others fetched.
      case "scatter-reduce" -> (3 * n - 2) * network.store(modelBytes / n);
      // A put, messages to all and the supervisor, its answer to all, the others' updates.
      case "mlless" ->
          network.queue(2 * n + 2) + significantPart(one) * n * network.database(modelBytes, n);
      default -> throw new IllegalArgumentException("no model of " + one.framework());
    };
  }

  /** Which part of all updates was sent, by the bytes that the exchange moved. */
  private double significantPart(EpochUse one) {
    int n = one.workers();
    double all = (double) one.steps() * n * n * modelBytes;
    return Math.min(1, one.bytes() / all);
  }
}
