package io.spirt.benchmarks.replay.aggregation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spirt.benchmarks.replay.ExperimentFailedException;
import io.spirt.benchmarks.replay.ReplayRuntime;
import io.spirt.local.LocalOptions;
import io.spirt.monitor.RunObserver;
import io.spirt.monitor.report.EpochReport;
import io.spirt.monitor.report.JoinReport;
import io.spirt.monitor.report.RunReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class EpochTimesTest {
  private final List<String> rules = new ArrayList<>();
  private String status = "succeeded";

  private final ReplayRuntime runtime =
      new ReplayRuntime() {
        @Override
        public RunReport train(LocalOptions options, RunObserver observer) {
          String rule = options.job().aggregation().rule();
          rules.add(rule);
          double base = Map.of("mean", 1000.0, "meamed", 1030.0, "zeno", 1300.0).get(rule);
          List<EpochReport> epochs = new ArrayList<>();
          for (int epoch = 1; epoch <= options.job().training().epochs(); epoch++) {
            boolean counts = epoch > 1 && epoch < options.job().training().epochs();
            double millis = counts ? base : 9 * base;
            epochs.add(new EpochReport(epoch, millis, 1, Map.of(), 1, 3840, 0.02, null, null));
          }
          return new RunReport(
              status,
              "run",
              "no reason",
              null,
              null,
              null,
              1,
              1,
              1,
              epochs,
              List.of(),
              List.of(),
              Map.of(),
              2,
              Map.of(),
              options.job());
        }

        @Override
        public JoinReport join(Path runs, String run, Consumer<String> progress) {
          throw new AssertionError("nobody joins");
        }
      };

  private EpochTimes.Result run() {
    return new EpochTimes(runtime, line -> {})
        .of("mobilenet-v3-small", "digits", Optional.empty(), Path.of("runs"), 2, 2);
  }

  @Test
  void rulesTakeTurnsAndTheFirstAndLastEpochsDoNotCount() {
    EpochTimes.Result result = run();
    assertThat(rules).containsExactly("mean", "meamed", "zeno", "mean", "meamed", "zeno");
    assertThat(result.timesMean("meamed")).isEqualTo(1.03);
    assertThat(result.timesMean("zeno")).isEqualTo(1.3);
    assertThat(result.lines().stream().map(line -> line.replaceAll(" +", " ")))
        .contains("mean 1.000 1.000 1.000 1.000 6", "meamed 1.030 1.030 1.030 1.030 6");
  }

  @Test
  void aFailedRunIsNotTimed() {
    status = "failed";
    assertThatThrownBy(this::run)
        .isInstanceOf(ExperimentFailedException.class)
        .hasMessage("the run failed: no reason");
  }
}
