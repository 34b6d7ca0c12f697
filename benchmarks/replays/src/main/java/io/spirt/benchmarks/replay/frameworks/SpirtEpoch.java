package io.spirt.benchmarks.replay.frameworks;

import io.spirt.benchmarks.replay.ExperimentFailedException;
import io.spirt.benchmarks.replay.frameworks.SpirtWatch.Call;
import io.spirt.frameworks.worker.StepStage;
import io.spirt.job.Job;
import io.spirt.job.Stage;
import io.spirt.monitor.report.EpochReport;
import io.spirt.monitor.report.RunReport;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** An epoch of SPIRT's in the words of the comparison. */
final class SpirtEpoch {
  private static final int MOST_RECEIVED = 10;

  private SpirtEpoch() {}

  /**
   * The last epoch.
   *
   * @param modelBytes of params, or of a gradient
   */
  static EpochUse of(Job job, RunReport report, SpirtWatch watch, long modelBytes) {
    EpochReport epoch =
        report.epochs().stream()
            .reduce((earlier, later) -> later)
            .orElseThrow(() -> new ExperimentFailedException("spirt: the run has no epoch"));
    List<Call> gradients = watch.calls(epoch.epoch(), Stage.COMPUTE_GRADIENT);
    int peers = job.peers();
    int batches = gradients.size();
    // A round: its sends, and a long poll and a deletion for each ten that arrive.
    long polls = peers == 1 ? 0 : 1 + (peers - 1 + MOST_RECEIVED - 1) / MOST_RECEIVED;
    long exchanged = (long) peers * (peers - 1) * modelBytes;
    return new EpochUse(
        EpochUse.SPIRT,
        peers,
        (batches + peers - 1) / peers,
        epoch.wallMillis() / 1e3,
        stages(epoch, gradients),
        seconds(epoch, Stage.SYNC),
        mean(gradients, call -> call.part("computeMillis")),
        watch.functions(epoch.epoch()),
        watch.calls(epoch.epoch()).size(),
        peers * (peers - 1 + 2 * polls),
        peers,
        batches + 2L * peers,
        exchanged,
        peers);
  }

  /** The stage of the gradients is cut by the parts of its functions; the rest is exchange. */
  private static Map<StepStage, Double> stages(EpochReport epoch, List<Call> gradients) {
    double all = sum(gradients, Call::seconds);
    double gradient = seconds(epoch, Stage.COMPUTE_GRADIENT);
    double compute = gradient * sum(gradients, call -> call.part("gradientMillis")) / all;
    double store = gradient * sum(gradients, call -> call.part("storeMillis")) / all;
    double update = seconds(epoch, Stage.UPDATE);
    double sync = store;
    for (Stage stage : Stage.values()) {
      if (stage != Stage.COMPUTE_GRADIENT && stage != Stage.UPDATE && stage != Stage.CONVERGE) {
        sync += seconds(epoch, stage);
      }
    }
    Map<StepStage, Double> stages = new EnumMap<>(StepStage.class);
    stages.put(StepStage.FETCH, gradient - compute - store);
    stages.put(StepStage.COMPUTE, compute);
    stages.put(StepStage.SYNC, sync);
    stages.put(StepStage.UPDATE, update);
    return stages;
  }

  private static double seconds(EpochReport epoch, Stage stage) {
    return epoch.stages().getOrDefault(stage.word(), 0.0) / 1e3;
  }

  private static double sum(List<Call> calls, ToDoubleFunction<Call> value) {
    return calls.stream().mapToDouble(value).sum();
  }

  private static double mean(List<Call> calls, ToDoubleFunction<Call> value) {
    return calls.stream().mapToDouble(value).average().orElse(0);
  }
}
