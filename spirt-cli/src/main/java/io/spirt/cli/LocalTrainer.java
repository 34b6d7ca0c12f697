package io.spirt.cli;

import io.spirt.frameworks.FrameworkReport;
import io.spirt.frameworks.FrameworkRun;
import io.spirt.frameworks.FrameworkTraining;
import io.spirt.local.LocalJoining;
import io.spirt.local.LocalOptions;
import io.spirt.local.LocalTraining;
import io.spirt.local.RunHooks;
import io.spirt.monitor.RunObserver;
import io.spirt.monitor.report.JoinReport;
import io.spirt.monitor.report.RunReport;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Real runs on this machine. */
final class LocalTrainer implements Trainer {

  @Override
  public RunReport train(LocalOptions options, RunObserver observer) {
    return LocalTraining.train(options, observer);
  }

  @Override
  public FrameworkReport train(FrameworkRun run, RunObserver observer) {
    return FrameworkTraining.train(run, observer);
  }

  @Override
  public RunReport resume(
      Path runs, String run, int workers, RunHooks hooks, RunObserver observer) {
    return LocalTraining.resume(runs, run, workers, hooks, observer);
  }

  @Override
  public JoinReport join(Path runs, String run, Consumer<String> progress) {
    return LocalJoining.join(runs, run, progress);
  }
}
