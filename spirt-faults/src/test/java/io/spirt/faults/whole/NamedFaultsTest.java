package io.spirt.faults.whole;

import static org.assertj.core.api.Assertions.assertThat;

import io.spirt.faults.FaultInjector;
import io.spirt.faults.FaultPlanReader;
import io.spirt.job.Job;
import io.spirt.local.RunHooks;
import io.spirt.monitor.report.RunReport;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What single kinds of faults come to in a whole run. */
class NamedFaultsTest {
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path runs;

  private RunReport train(String faults, UnaryOperator<RunHooks> around) {
    return train(SmallRuns.JOB, faults, around);
  }

  private RunReport train(Job job, String faults, UnaryOperator<RunHooks> around) {
    try (FaultInjector injector =
        FaultInjector.of(FaultPlanReader.read("{\"seed\": 5, \"faults\": [" + faults + "]}"))) {
      RunReport report = SmallRuns.train(runs, job, around.apply(injector));
      assertThat(report.status())
          .as("%s %s", report.failure(), report.events())
          .isEqualTo("succeeded");
      assertThat(injector.unfired()).as("fired: %s", injector.fired()).isEmpty();
      assertThat(SmallRuns.digests(report)).hasSize(1);
      return report;
    }
  }

  @Test
  void messagesThatNobodySignedAreRefusedAndChangeNothing() {
    RunReport undisturbed = SmallRuns.train(runs, new OnThreads(RunHooks.NONE));
    RunReport report =
        train(
            """
            {"kind": "forge-message", "queue": "sync", "from": 0, "to": 1, "round": 1},
            {"kind": "alter-message", "queue": "sync", "from": 1, "to": 2, "round": 2},
            {"kind": "replay-message", "queue": "sync", "from": 2, "to": 0, "round": 3},
            {"kind": "drop-message", "queue": "sync", "from": 2, "to": 1, "round": 1}
            """,
            OnThreads::new);
    assertThat(report.refusedMessages().values().stream().mapToInt(Integer::intValue).sum())
        .as("%s", report.refusedMessages())
        .isGreaterThanOrEqualTo(2);
    assertThat(SmallRuns.digests(report)).isEqualTo(SmallRuns.digests(undisturbed));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aPeerThatShowsAnotherAverageThanItSaidIsLeftOut(boolean encoded) {
    RunReport report =
        train(
            encoded ? SmallRuns.encoded() : SmallRuns.JOB,
            "{\"kind\": \"alter-average\", \"rank\": 1, \"round\": 1}",
            hooks -> new OthersAwaitAverage(new OnThreads(hooks), 1, 1));
    assertThat(report.events())
        .as("%s", report.events())
        .anyMatch(event -> event.type().equals("excluded") && event.rank() == 1);
  }

  @Test
  void partsThatHangForAWhileAreWaitedFor() {
    RunReport report =
        train(
            """
            {"kind": "delay", "rank": 2, "stage": "average", "round": 1, "millis": 300},
            {"kind": "pause-database", "rank": 0, "stage": "average", "round": 2, "millis": 500},
            {"kind": "refuse-connections", "rank": 1, "stage": "sync", "round": 3, "millis": 300},
            {"kind": "fill-disk", "rank": 0, "stage": "update", "round": 3}
            """,
            UnaryOperator.identity());
    assertThat(report.peers()).hasSize(SmallRuns.PEERS);
  }
}
