package io.spirt.benchmarks.replay.frameworks;

import io.spirt.benchmarks.replay.ExperimentFailedException;
import io.spirt.benchmarks.replay.frameworks.EpochUse.Functions;
import io.spirt.frameworks.FrameworkReport;
import io.spirt.frameworks.worker.StepStage;
import io.spirt.frameworks.worker.Traffic;
import io.spirt.frameworks.worker.WorkerEpoch;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** An epoch of one of the other frameworks: each worker is one function from begin to end. */
final class WorkersEpoch {
  private static final String MLLESS = "mlless";

  private WorkersEpoch() {}

  /** The last epoch. */
  static EpochUse of(String framework, FrameworkReport report) {
    int last =
        report.epochs().stream()
            .mapToInt(WorkerEpoch::epoch)
            .max()
            .orElseThrow(() -> new ExperimentFailedException(framework + ": the run has no epoch"));
    List<WorkerEpoch> workers =
        report.epochs().stream().filter(one -> one.epoch() == last).toList();
    double longest =
        workers.stream().mapToDouble(WorkerEpoch::wallMillis).max().orElseThrow() / 1e3;
    double all = workers.stream().mapToDouble(WorkerEpoch::wallMillis).sum() / 1e3;
    long steps = workers.stream().mapToLong(WorkerEpoch::steps).sum();
    boolean queues = framework.equals(MLLESS);
    Traffic traffic = report.traffic(last);
    return new EpochUse(
        framework,
        workers.size(),
        workers.stream().mapToInt(WorkerEpoch::steps).max().orElseThrow(),
        longest,
        stages(workers),
        0,
        workers.stream().mapToDouble(WorkerEpoch::computeMillis).sum() / 1e3 / steps,
        functions(workers.size(), all, longest, queues),
        0,
        queues ? traffic.messages() + traffic.polls() : 0,
        queues ? 0 : traffic.puts(),
        steps + (queues ? 0 : traffic.gets() + traffic.polls()),
        traffic.bytesOut() + traffic.bytesIn(),
        queues ? 1 : 0);
  }

  /** MLLess's supervisor is a function, too; a light one. */
  static List<Functions> functions(int workers, double all, double longest, boolean supervisor) {
    Functions ofWorkers = new Functions(Sizes.GRADIENT, workers, all);
    return supervisor
        ? List.of(ofWorkers, new Functions(Sizes.LIGHT, 1, longest))
        : List.of(ofWorkers);
  }

  private static Map<StepStage, Double> stages(List<WorkerEpoch> workers) {
    Map<StepStage, Double> stages = new EnumMap<>(StepStage.class);
    for (StepStage stage : StepStage.values()) {
      stages.put(
          stage,
          workers.stream()
                  .mapToDouble(one -> one.stageMillis().getOrDefault(stage.word(), 0.0))
                  .average()
                  .orElse(0)
              / 1e3);
    }
    return stages;
  }
}
