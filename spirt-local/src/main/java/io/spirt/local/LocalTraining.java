package io.spirt.local;

import io.spirt.monitor.RunObserver;
import io.spirt.monitor.report.RunReport;
import java.nio.file.Path;

/** Trains a job on this machine, from nothing to a report. */
public final class LocalTraining {
  private LocalTraining() {}

  /**
   * Runs a job to its end and writes {@code report.json}, {@code metrics.csv} and {@code
   * model.safetensors} into the run's folder. Everything that was started is gone when this
   * returns, also when the process is told to end meanwhile; such a run can be resumed.
   *
   * @return the report, also of a run that failed on its way
   * @throws RunRefusedException if the run cannot start
   */
  public static RunReport train(LocalOptions options, RunObserver observer) {
    try (RunDirectory directory =
        RunDirectory.take(options.runsDirectory(), options.job().name())) {
      return execute(LocalRun.fresh(options, observer, directory));
    }
  }

  /**
   * Goes on with a run that was interrupted, or whose process was killed, where it was. The report
   * has the epochs since then.
   *
   * @param runs where the run's folder is
   * @param run the run's name
   * @param workers function processes that compute gradients, at least 1
   * @return the report, also of a run that failed on its way
   * @throws RunRefusedException if there is no such run, it goes on, or it has nothing to resume
   */
  public static RunReport resume(
      Path runs, String run, int workers, RunHooks hooks, RunObserver observer) {
    try (RunDirectory directory = RunDirectory.reopen(runs, run)) {
      try {
        return execute(LocalRun.resumed(directory, workers, hooks, observer));
      } catch (RunRefusedException e) {
        directory.keepForResume();
        throw e;
      }
    }
  }

  private static RunReport execute(LocalRun run) {
    return EndingHook.during(run::interrupt, run::execute);
  }
}
