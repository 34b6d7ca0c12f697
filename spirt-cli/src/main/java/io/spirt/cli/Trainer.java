package io.spirt.cli;

import io.spirt.frameworks.FrameworkReport;
import io.spirt.frameworks.FrameworkRun;
import io.spirt.local.LocalOptions;
import io.spirt.local.RunHooks;
import io.spirt.monitor.RunObserver;
import io.spirt.monitor.report.JoinReport;
import io.spirt.monitor.report.RunReport;
import java.nio.file.Path;
import java.util.function.Consumer;

/** What the commands start; the seam at which their tests put runs that are over at once. */
interface Trainer {
  /** Runs a job to its end. See {@code LocalTraining.train}. */
  RunReport train(LocalOptions options, RunObserver observer) throws Exception;

  /** Runs a job to its end by another framework. See {@code FrameworkTraining.train}. */
  FrameworkReport train(FrameworkRun run, RunObserver observer) throws Exception;

  /** Goes on with a run that was ended before its time. See {@code LocalTraining.resume}. */
  RunReport resume(Path runs, String run, int workers, RunHooks hooks, RunObserver observer)
      throws Exception;

  /** Adds a peer to a run that goes on. See {@code LocalJoining.join}. */
  JoinReport join(Path runs, String run, Consumer<String> progress) throws Exception;
}
