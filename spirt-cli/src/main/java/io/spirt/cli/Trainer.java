package io.spirt.cli;

import io.spirt.local.LocalOptions;
import io.spirt.local.RunObserver;
import io.spirt.local.report.RunReport;

/** What {@code train} starts; the seam at which its tests put a run that is over at once. */
@FunctionalInterface
interface Trainer {
  /** Runs a job to its end. See {@code LocalTraining.train}. */
  RunReport train(LocalOptions options, RunObserver observer) throws Exception;
}
