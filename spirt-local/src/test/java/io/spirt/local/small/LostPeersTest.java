package io.spirt.local.small;

import static org.assertj.core.api.Assertions.assertThat;

import io.spirt.job.Stage;
import io.spirt.monitor.RunObserver;
import io.spirt.monitor.report.PeerReport;
import io.spirt.monitor.report.RunReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Peers whose databases die. */
class LostPeersTest extends SmallRunTest {

  @ParameterizedTest
  @EnumSource(
      value = Stage.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"INIT", "AUTH", "CONVERGE"})
  void theOthersGoOnWithoutAPeerWhoseDatabaseDiesAtAStage(Stage stage) {
    RunReport report =
        SmallRun.train(
            SmallRun.job(3, 4),
            runs(),
            new SmallRun.At(stage, 1, 2, (controls, event) -> controls.killDatabase(1)),
            new RunObserver() {});
    SmallRun.digest(report);
    assertThat(report.peers())
        .extracting(PeerReport::status)
        .containsExactly("active", "removed", "active");
    assertThat(report.peers()).extracting(PeerReport::batches).containsExactly(6, 0, 6);
    assertThat(SmallRun.told(report, 1)).contains("suspected", "removed", "failed");
    assertThat(report.epochs()).hasSize(4);
    assertThat(report.accuracy()).isNotNull();
  }

  @Test
  void theOthersGoOnWithoutTwoThatDieAtOnce() {
    RunReport report =
        SmallRun.train(
            SmallRun.job(4, 4),
            runs(),
            new SmallRun.At(
                    Stage.SYNC,
                    0,
                    2,
                    (controls, event) -> {
                      controls.killDatabase(0);
                      controls.killDatabase(3);
                    })
                .inProcesses(),
            new RunObserver() {});
    SmallRun.digest(report);
    assertThat(report.peers())
        .extracting(PeerReport::status)
        .containsExactly("removed", "active", "active", "removed");
    assertThat(report.peers()).extracting(PeerReport::batches).containsExactly(0, 6, 6, 0);
  }

  @Test
  void aPeerWhoseDatabaseComesBackEmptyIsTakenInAgain() {
    SmallRun.At killer =
        new SmallRun.At(
            Stage.AVERAGE,
            1,
            2,
            (controls, event) -> {
              controls.killDatabase(1);
              controls.restartDatabase(1);
            });
    RunReport report =
        SmallRun.train(
            SmallRun.job(3, 60),
            runs(),
            new SmallRun.AtThenAwait(killer, 1, 8),
            new RunObserver() {});
    SmallRun.digest(report);
    assertThat(report.peers())
        .extracting(PeerReport::status)
        .containsExactly("active", "active", "active");
    assertThat(report.peers()).extracting(PeerReport::batches).containsExactly(4, 4, 4);
    assertThat(SmallRun.told(report, 1)).contains("failed", "rejoining", "joined");
  }

  @Test
  void aRunFailsWhenAllItsPeersFail() {
    RunReport report =
        SmallRun.train(
            SmallRun.job(2, 4),
            runs(),
            new SmallRun.At(
                Stage.SYNC,
                0,
                2,
                (controls, event) -> {
                  controls.killDatabase(0);
                  controls.killDatabase(1);
                }),
            new RunObserver() {});
    assertThat(report.status()).isEqualTo("failed");
    assertThat(report.failure()).contains("every peer failed", "rank");
  }
}
