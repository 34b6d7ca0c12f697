package io.spirt.benchmarks.replay;

import io.spirt.local.LocalJoining;
import io.spirt.local.LocalOptions;
import io.spirt.local.LocalTraining;
import io.spirt.monitor.RunObserver;
import io.spirt.monitor.report.JoinReport;
import io.spirt.monitor.report.RunReport;
import java.nio.file.Path;
import java.util.function.Consumer;

/** What runs the jobs; the seam at which tests put runs that never took place. */
public interface ReplayRuntime {

  /** The local runtime. */
  ReplayRuntime LOCAL =
      new ReplayRuntime() {
        @Override
        public RunReport train(LocalOptions options, RunObserver observer) {
          return LocalTraining.train(options, observer);
        }

        @Override
        public JoinReport join(Path runs, String run, Consumer<String> progress) {
          return LocalJoining.join(runs, run, progress);
        }
      };

  /** Runs a job to its end. */
  RunReport train(LocalOptions options, RunObserver observer);

  /** Adds a peer to a run that goes on. */
  JoinReport join(Path runs, String run, Consumer<String> progress);
}
