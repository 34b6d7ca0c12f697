package io.spirt.frameworks;

import io.spirt.frameworks.worker.Traffic;
import io.spirt.frameworks.worker.WorkerEpoch;
import io.spirt.monitor.report.RunReport;
import java.util.List;

/**
 * What a run came to.
 *
 * @param report as of any run
 * @param epochs the epochs of all workers, epoch by epoch and then by rank
 */
public record FrameworkReport(RunReport report, List<WorkerEpoch> epochs) {

  /** What one epoch's workers asked of the exchange's stores together; epochs count from 1. */
  public Traffic traffic(int epoch) {
    return epochs.stream()
        .filter(one -> one.epoch() == epoch)
        .map(WorkerEpoch::traffic)
        .reduce(Traffic.NONE, Traffic::plus);
  }
}
