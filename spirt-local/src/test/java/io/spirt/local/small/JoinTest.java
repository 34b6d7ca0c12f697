package io.spirt.local.small;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spirt.job.Stage;
import io.spirt.local.LocalJoining;
import io.spirt.local.RunRefusedException;
import io.spirt.monitor.RunObserver;
import io.spirt.monitor.report.JoinReport;
import io.spirt.monitor.report.PeerReport;
import io.spirt.monitor.report.RunReport;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Peers that join a run which goes on. */
class JoinTest extends SmallRunTest {

  @Test
  void aNewcomerIsAMemberFromTheNextEpochOn() {
    CompletableFuture<JoinReport> join = new CompletableFuture<>();
    List<String> progress = Collections.synchronizedList(new ArrayList<>());
    SmallRun.At joiner =
        new SmallRun.At(
                Stage.SYNC,
                0,
                1,
                (controls, event) ->
                    join.completeAsync(() -> LocalJoining.join(runs(), "small", progress::add)))
            .inProcesses();
    RunReport report =
        SmallRun.train(
            SmallRun.job(2, 60),
            runs(),
            new SmallRun.AtThenAwait(joiner, 2, 8),
            new RunObserver() {});
    SmallRun.digest(report);
    assertThat(join).isCompleted();
    JoinReport joined = join.join();
    assertThat(joined.rank()).isEqualTo(2);
    assertThat(joined.epoch()).isGreaterThan(1);
    assertThat(joined.version()).isPositive();
    assertThat(joined.recognisedMillis()).isPositive();
    assertThat(joined.integrationMillis()).isGreaterThan(joined.recognisedMillis());
    assertThat(progress).isNotEmpty();
    assertThat(report.peers()).extracting(PeerReport::batches).containsExactly(4, 4, 4);
    assertThat(report.peers())
        .extracting(PeerReport::status)
        .containsExactly("active", "active", "active");
    assertThat(SmallRun.told(report, 2)).contains("added", "joined");
  }

  @Test
  void nobodyJoinsARunThatIsOverOrUnknown() {
    SmallRun.digest(
        SmallRun.train(SmallRun.job(2, 2), runs(), SmallRun.ON_THREADS, new RunObserver() {}));
    assertThatThrownBy(() -> LocalJoining.join(runs(), "small", text -> {}))
        .isInstanceOf(RunRefusedException.class)
        .hasMessageContaining("run small is over");
    assertThatThrownBy(() -> LocalJoining.join(runs(), "other", text -> {}))
        .isInstanceOf(RunRefusedException.class)
        .hasMessageContaining("there is no run other")
        .hasMessageContaining("small");
  }

  @Test
  void nobodyJoinsInTheLastEpoch() {
    CompletableFuture<JoinReport> join = new CompletableFuture<>();
    SmallRun.At joiner =
        new SmallRun.At(
            Stage.SYNC,
            0,
            3,
            (controls, event) ->
                join.completeAsync(() -> LocalJoining.join(runs(), "small", text -> {})));
    SmallRun.digest(SmallRun.train(SmallRun.job(2, 2), runs(), joiner, new RunObserver() {}));
    assertThat(join)
        .failsWithin(java.time.Duration.ofSeconds(20))
        .withThrowableThat()
        .withMessageContaining("RunRefused");
  }
}
