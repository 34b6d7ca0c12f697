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

/** Runs nothing; each test overrides what its command may call. */
class FakeTrainer implements Trainer {

  @Override
  public RunReport train(LocalOptions options, RunObserver observer) throws Exception {
    throw new AssertionError("this command must not train");
  }

  @Override
  public FrameworkReport train(FrameworkRun run, RunObserver observer) {
    throw new AssertionError("this command must not train");
  }

  @Override
  public RunReport resume(
      Path runs, String run, int workers, RunHooks hooks, RunObserver observer) {
    throw new AssertionError("this command must not resume");
  }

  @Override
  public JoinReport join(Path runs, String run, Consumer<String> progress) {
    throw new AssertionError("this command must not join");
  }
}
