package io.spirt.frameworks;

import io.spirt.local.EndingHook;
import io.spirt.local.RunDirectory;
import io.spirt.local.RunRefusedException;
import io.spirt.monitor.RunObserver;

/** Trains a job on this machine by one of the frameworks that SPIRT is compared with. */
public final class FrameworkTraining {
  private FrameworkTraining() {}

  /**
   * Runs a job to its end and leaves the same files as a run of SPIRT's: {@code report.json},
   * {@code metrics.csv}, {@code model.safetensors}. Everything that was started is gone when this
   * returns.
   *
   * @return the report, also of a run that failed on its way
   * @throws RunRefusedException if the run cannot start
   */
  public static FrameworkReport train(FrameworkRun run, RunObserver observer) {
    try {
      run.framework().check(run.job(), run.options());
    } catch (IllegalArgumentException e) {
      throw new RunRefusedException(
          "%s cannot train this job: %s".formatted(run.framework().id(), e.getMessage()), e);
    }
    try (RunDirectory directory = RunDirectory.take(run.runsDirectory(), run.job().name())) {
      FrameworkDriver driver = new FrameworkDriver(run, observer, directory);
      return EndingHook.during(driver::interrupt, driver::execute);
    }
  }
}
