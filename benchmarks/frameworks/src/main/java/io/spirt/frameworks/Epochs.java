package io.spirt.frameworks;

import io.spirt.frameworks.worker.StepStage;
import io.spirt.frameworks.worker.WorkerEpoch;
import io.spirt.monitor.report.EpochReport;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** One epoch of all workers as one figure each. */
final class Epochs {
  private Epochs() {}

  /**
   * The epoch's report: the slowest worker's time, each stage's mean over the workers, and sums.
   *
   * @param workers the same epoch of at least one worker
   */
  static EpochReport merge(List<WorkerEpoch> workers) {
    WorkerEpoch first = workers.get(0);
    Map<String, Double> stages = new TreeMap<>();
    for (StepStage stage : StepStage.values()) {
      stages.put(
          stage.word(),
          workers.stream()
              .mapToDouble(worker -> worker.stageMillis().getOrDefault(stage.word(), 0.0))
              .average()
              .orElse(0));
    }
    long samples = workers.stream().mapToLong(WorkerEpoch::samples).sum();
    return new EpochReport(
        first.epoch(),
        workers.stream().mapToDouble(WorkerEpoch::wallMillis).max().orElse(0),
        workers.stream().mapToDouble(worker -> worker.loss() * worker.samples()).sum()
            / Math.max(1, samples),
        stages,
        workers.stream().mapToDouble(WorkerEpoch::computeMillis).sum(),
        samples,
        first.learningRate(),
        checked(workers.stream().map(WorkerEpoch::validationLoss).toList()),
        checked(workers.stream().map(WorkerEpoch::validationAccuracy).toList()));
  }

  /** The mean of those that checked; null if none did. */
  private static Double checked(List<Double> values) {
    List<Double> there = values.stream().filter(Objects::nonNull).toList();
    return there.isEmpty()
        ? null
        : there.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }
}
