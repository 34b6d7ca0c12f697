package io.spirt.benchmarks.replay.membership;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.spirt.benchmarks.replay.command.ReplayCommandRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MembershipCommandTest {
  @TempDir private Path folder;

  private final FakeRuntime runtime = new FakeRuntime();

  private ReplayCommandRun peerFailure(String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.add("--out=" + folder.resolve("out"));
    return ReplayCommandRun.of(new PeerFailure(runtime), all.toArray(String[]::new));
  }

  @Test
  void showsEachFigureBesideThePublishedOne() {
    ReplayCommandRun run = peerFailure("--workers", "2");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out().lines().map(line -> line.replaceAll(" +", " ")))
        .contains(
            "4 peers of 15 batches, lenet5 on digits, 2 workers; rank 3 fails in epoch 2 of 5",
            "published: SPIRT, QRS 2023, Fig. 9",
            " here published",
            "epoch of 4 peers, before the failure 0.10 s 52.60 s",
            "consensus: first vote to the agreed view 0.03 s 9.66 s",
            "recovery: agreed view to the next executions 0.01 s 1.94 s",
            "epoch of 3 peers, afterwards 0.45 s 55.06 s",
            "batches of each peer before 15 15",
            "batches of each survivor afterwards 20 20",
            "Rank 3 was noted by the heartbeat of round 2 and is out of the view from epoch 4 on.",
            "The 3 survivors hold bit-identical params at the end.");
    assertThat(run.out().lines()).allMatch(line -> line.length() <= 100);
    assertThat(run.err()).contains("spirt: starting 4 databases", "epoch 5 of 5");
  }

  @Test
  void killsTheDatabaseWhenTheLastHeartbeatSawItAliveAndHoldsTheBarrierUntilThen() {
    peerFailure();
    assertThat(runtime.killed).containsExactly(3);
    assertThat(runtime.held).containsExactly("0 true", "1 true", "2 true", "3 true", "after false");
  }

  @Test
  void writesTheFiguresForPrograms() throws IOException {
    Path file = folder.resolve("result.json");
    assertThat(peerFailure("--json", file.toString()).code()).isZero();
    JsonNode json = new ObjectMapper().readTree(file.toFile());
    assertThat(json.get("experiment").asText()).isEqualTo("peer-failure");
    assertThat(json.get("detectionMillis").asDouble()).isPositive();
    assertThat(json.get("consensusMillis").asDouble()).isEqualTo(30);
    assertThat(json.get("recoveryMillis").asDouble()).isEqualTo(7);
    assertThat(json.at("/epochMillis/before").asDouble()).isEqualTo(100);
    assertThat(json.at("/epochMillis/after").asDouble()).isEqualTo(450);
    assertThat(json.get("batchesBefore").isInt()).isTrue();
    assertThat(json.get("batchesBefore").asInt()).isEqualTo(15);
    assertThat(json.get("batchesAfter").asInt()).isEqualTo(20);
    assertThat(json.at("/published/detectionMillis").asDouble()).isEqualTo(50_900);
    assertThat(json.at("/published/epochMillis/after").asDouble()).isEqualTo(55_060);
    assertThat(json.at("/details/digestsEqual").asBoolean()).isTrue();
    assertThat(json.at("/details/heartbeatTries").asInt()).isPositive();
    assertThat(json.at("/versions/redis").asText()).isEqualTo("7.0.15");
    assertThat(json.at("/versions/cpuModel").asText()).isNotBlank();
  }

  @Test
  void aPeerJoinsFromTheSecondEpochOn() throws IOException {
    Path file = folder.resolve("result.json");
    ReplayCommandRun run =
        ReplayCommandRun.of(
            new NewPeer(runtime),
            "--json=" + file,
            "--runs=" + folder,
            "--out=" + folder.resolve("out"));
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(runtime.joined).isCompletedWithValue(folder.resolve("run"));
    JsonNode json = new ObjectMapper().readTree(file.toFile());
    assertThat(json.get("integrationMillis").asDouble()).isEqualTo(2_000);
    assertThat(json.get("recognisedMillis").asDouble()).isEqualTo(800);
    assertThat(json.get("batchesBefore").asInt()).isEqualTo(20);
    assertThat(json.get("batchesAfter").asInt()).isEqualTo(15);
    assertThat(json.at("/published/integrationMillis").asDouble()).isEqualTo(7_200);
    assertThat(json.at("/details/firstEpoch").asInt()).isEqualTo(4);
    assertThat(run.out()).contains("All 4 peers hold bit-identical params at the end.");
  }

  @Test
  void endsAsItsRunDoes() {
    runtime.status = "failed";
    ReplayCommandRun failed = peerFailure();
    assertThat(failed.code()).isEqualTo(5);
    assertThat(failed.err()).contains("the run failed: no reason");
    runtime.status = "interrupted";
    assertThat(peerFailure().code()).isEqualTo(130);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--workers=0",
        "--workers=many",
        "--workers=65",
        "--data=no/such/folder",
        "--json=no/such/folder/result.json",
        "--model=perceptron",
      })
  void refusesBadArgumentsBeforeAnythingIsStarted(String argument) {
    ReplayCommandRun run = peerFailure(argument);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains(argument.substring(argument.indexOf('=') + 1));
    assertThat(run.err()).doesNotContain("starting");
    assertThat(run.out()).isEmpty();
  }
}
