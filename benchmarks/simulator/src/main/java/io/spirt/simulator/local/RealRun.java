package io.spirt.simulator.local;

import io.spirt.local.LocalOptions;
import io.spirt.local.LocalTraining;
import io.spirt.monitor.RunObserver;
import io.spirt.monitor.report.EpochReport;
import io.spirt.monitor.report.RunReport;
import io.spirt.simulator.InvalidSimulationException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Runs a workload through the real local runtime.
 *
 * @param data folder with the dataset's files, if it is not generated
 * @param runs where the runs' folders are made
 * @param workers function processes that compute gradients
 * @param progress told a line now and then
 */
public record RealRun(Optional<Path> data, Path runs, int workers, Consumer<String> progress) {

  /** A run did not end well; the message is the run's. */
  public static final class FailedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    FailedException(String message) {
      super(message);
    }
  }

  /**
   * Runs a workload and notes every stage.
   *
   * @throws FailedException if the run did not get to its end
   */
  RunTimes measure(LocalWorkload workload, int peers) {
    StageRecorder recorder = new StageRecorder();
    var unused = train(workload, peers, recorder);
    // Epochs are numbered from 1, rounds from 0; there is one round an epoch.
    return new RunTimes(recorder.spans(), LocalWorkload.WARM_UP, workload.epochs() - 2);
  }

  /**
   * Runs a workload.
   *
   * @return median seconds of the epochs that count
   * @throws FailedException if the run did not get to its end
   */
  public double epochSeconds(LocalWorkload workload, int peers) {
    RunReport report = train(workload, peers, new StageRecorder());
    return RunTimes.median(
        report.epochs().stream()
            .filter(
                epoch -> epoch.epoch() > LocalWorkload.WARM_UP && epoch.epoch() < workload.epochs())
            .mapToDouble(epoch -> epoch.wallMillis() / 1e3));
  }

  private RunReport train(LocalWorkload workload, int peers, StageRecorder recorder) {
    if (workload.epochs() < LocalWorkload.WARM_UP + 2) {
      throw new InvalidSimulationException(
          "%d epochs; at least %d, since the first %d and the last do not count"
              .formatted(workload.epochs(), LocalWorkload.WARM_UP + 2, LocalWorkload.WARM_UP));
    }
    RunObserver observer =
        new RunObserver() {
          @Override
          public void epochEnded(EpochReport epoch) {
            progress.accept(
                String.format(
                    Locale.ROOT,
                    "%d peers: epoch %d of %d: %.2f s",
                    peers,
                    epoch.epoch(),
                    workload.epochs(),
                    epoch.wallMillis() / 1e3));
          }
        };
    RunReport report =
        LocalTraining.train(
            new LocalOptions(workload.job(peers), data, runs, workers, false, recorder), observer);
    if (!report.status().equals("succeeded")) {
      throw new FailedException(
          "the run with %d peers is %s: %s".formatted(peers, report.status(), report.failure()));
    }
    return report;
  }
}
