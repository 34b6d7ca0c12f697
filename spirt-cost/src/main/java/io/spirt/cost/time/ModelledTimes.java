package io.spirt.cost.time;

import io.spirt.deployment.Deployment;
import io.spirt.deployment.FunctionSizes;
import io.spirt.job.Job;
import io.spirt.job.Stage;
import io.spirt.statemachine.Limits;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Stage times from a simple model: bytes over rates, operations over the speed of a function's
 * vCPUs, and fixed times of calls. {@link Assumptions} has its figures.
 */
public final class ModelledTimes {
  private final Workload work;
  private final Deployment deployment;
  private final int others;

  private ModelledTimes(Workload work, Deployment deployment) {
    this.work = work;
    this.deployment = deployment;
    this.others = work.job().peers() - 1;
  }

  /** The times of a job's stages in a deployment. */
  public static StageTimes of(Workload work, Deployment deployment) {
    ModelledTimes model = new ModelledTimes(work, deployment);
    return new StageTimes(
        "modelled", model.seconds(), model.starts(), Assumptions.SUBMISSION, model.assumptions());
  }

  /** Seconds to move params and gradient between one gradient function and the database. */
  static double transfers(Workload work) {
    int together = Math.min(work.mostRoundBatches(), mostTogether(work));
    double rate = Math.min(Assumptions.FUNCTION_BYTES, Assumptions.DATABASE_BYTES / together);
    return 2 * work.modelBytes() / rate
        + Assumptions.CALL
        + work.batchBytes() / Assumptions.FUNCTION_BYTES;
  }

  private static int mostTogether(Workload work) {
    // A round that is too large for one branch a batch is an inline Map.
    return work.mostRoundBatches() > LARGEST_PARALLEL ? Limits.MAP_CONCURRENCY : Integer.MAX_VALUE;
  }

  /** About; the generator decides by bytes. */
  private static final int LARGEST_PARALLEL = 1_200;

  private Map<Stage, Double> seconds() {
    Map<Stage, Double> seconds = new EnumMap<>(Stage.class);
    for (Stage stage : Stage.values()) {
      seconds.put(stage, own(stage) + handler(stage));
    }
    return seconds;
  }

  private double own(Stage stage) {
    double model = work.modelBytes();
    double sends = others * (Assumptions.CALL + work(stage, Assumptions.SIGNATURE_WORK));
    return switch (stage) {
      case INIT -> work(stage, 1.5) + model / Assumptions.FUNCTION_BYTES + sends;
      case AUTH -> 1 + others * (Assumptions.CALL + work(stage, 3 * Assumptions.SIGNATURE_WORK));
      case COMPUTE_GRADIENT -> transfers(work) + computation();
      case AVERAGE ->
          work.mostRoundBatches() * model / Assumptions.SCAN_BYTES
              + model / Assumptions.DIGEST_BYTES
              + encoding(model)
              + sends;
      case HEARTBEAT -> others * Assumptions.PING;
      case SYNC -> Assumptions.SKEW + (1 + others / 10.0) * Assumptions.CALL;
      case AGGREGATE -> aggregate(model);
      case UPDATE -> 2 * model / Assumptions.DIGEST_BYTES;
      case CONVERGE -> model / Assumptions.FUNCTION_BYTES + evaluation();
      case TRIGGER_EPOCH -> 3 * Assumptions.CALL + others * Assumptions.PING;
    };
  }

  private double aggregate(double model) {
    Stage stage = Stage.AGGREGATE;
    double shown = work.shownBytes();
    double fetched = others * shown / Assumptions.FUNCTION_BYTES;
    double read = (others + 1) * model * passes(work.job()) / Assumptions.RULE_BYTES;
    double digests = others * shown / Assumptions.DIGEST_BYTES;
    double decoding = isEncoded() ? (others + 1) * model / Assumptions.CODEC_BYTES : 0;
    double stored = model / Assumptions.FUNCTION_BYTES;
    return Assumptions.SKEW + fetched + work(stage, read + digests + decoding) + stored;
  }

  private boolean isEncoded() {
    return !work.job().aggregation().compression().isNone();
  }

  /** The average is made in the database: it has to be read before it can be encoded. */
  private double encoding(double model) {
    return isEncoded()
        ? (model + work.shownBytes()) / Assumptions.FUNCTION_BYTES
            + work(Stage.AVERAGE, model / Assumptions.CODEC_BYTES)
        : 0;
  }

  /** How often a rule reads the averages, compared with the mean; see docs/figures.md. */
  private static double passes(Job job) {
    double rule =
        switch (job.aggregation().rule()) {
          case "mean" -> 1;
          case "meamed", "trimmed-mean", "marmed" -> 1.4;
          case "krum" -> 2.3;
          default -> 3;
        };
    return job.aggregation().preAggregation().equals("none") ? rule : rule + 4;
  }

  private double computation() {
    double operations =
        Assumptions.OPERATIONS_OF_GRADIENT
            * multiplications()
            * Math.min(work.job().dataset().batchSize(), work.data().trainSamples());
    return operations / operationsASecond(Stage.COMPUTE_GRADIENT);
  }

  private double evaluation() {
    return Assumptions.OPERATIONS_OF_EVALUATION
            * multiplications()
            * work.data().validationSamples()
            / operationsASecond(Stage.CONVERGE)
        + work.validationBatches()
            * (Assumptions.CALL + work.batchBytes() / Assumptions.FUNCTION_BYTES);
  }

  private double multiplications() {
    return ModelFigures.of(work.job().model()).multiplications(work.side());
  }

  private double operationsASecond(Stage stage) {
    return ModelFigures.of(work.job().model()).gigaflops()
        * 1e9
        * Assumptions.speed(megabytes(stage));
  }

  private double handler(Stage stage) {
    return work(stage, Assumptions.HANDLER_WORK);
  }

  private double work(Stage stage, double seconds) {
    return Assumptions.seconds(seconds, megabytes(stage));
  }

  private Map<Stage, Double> starts() {
    return starts(deployment);
  }

  static Map<Stage, Double> starts(Deployment deployment) {
    Map<Stage, Double> starts = new EnumMap<>(Stage.class);
    for (Stage stage : Stage.values()) {
      starts.put(
          stage,
          FunctionSizes.IMAGES.contains(stage)
              ? Assumptions.seconds(
                  Assumptions.IMAGE_START_WORK, deployment.memoryMegabytes().get(stage))
              : Assumptions.SNAPSHOT_START);
    }
    return starts;
  }

  private int megabytes(Stage stage) {
    return deployment.memoryMegabytes().get(stage);
  }

  private List<String> assumptions() {
    return List.of(
        String.format(
            Locale.ROOT,
            "compute: %.2f MFLOP a sample forward and backward, %.0f GFLOP/s on one vCPU, one vCPU"
                + " for 1,769 MB, a tenth of it serial",
            Assumptions.OPERATIONS_OF_GRADIENT * multiplications() / 1e6,
            ModelFigures.of(work.job().model()).gigaflops()),
        "network: 75 MB/s a function, 950 MB/s a database; 15 ms a service call, 50 ms a state",
        "start-up: %.0f s with the engine on one vCPU, %.1f s from a snapshot; environments stay warm"
            .formatted(Assumptions.IMAGE_START_WORK, Assumptions.SNAPSHOT_START),
        "peers work in step, none fails, nothing is retried");
  }
}
