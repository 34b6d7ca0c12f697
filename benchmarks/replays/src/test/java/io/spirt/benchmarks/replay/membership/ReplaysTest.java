package io.spirt.benchmarks.replay.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.spirt.benchmarks.replay.Experiment;
import io.spirt.benchmarks.replay.command.ReplayCommandRun;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The experiments as a user runs them: real databases, queues, state machines and processes. */
class ReplaysTest {
  @TempDir private Path folder;

  @Test
  void threePeersTakeOverTheBatchesOfOneThatFails() throws IOException {
    JsonNode result = run(new PeerFailure());
    assertThat(result.get("batchesBefore").asInt()).isEqualTo(15);
    assertThat(result.get("batchesAfter").asInt()).isEqualTo(20);
    assertThat(result.get("detectionMillis").asDouble()).isPositive();
    assertThat(result.get("consensusMillis").asDouble()).isPositive();
    assertThat(result.get("recoveryMillis").asDouble()).isPositive();
    assertThat(result.at("/details/survivorsAgree").asInt()).isEqualTo(3);
    assertThat(result.at("/details/digestsEqual").asBoolean()).isTrue();
  }

  @Test
  void aNewcomerTakesAShareOfTheBatches() throws IOException {
    JsonNode result = run(new NewPeer());
    assertThat(result.get("batchesBefore").asInt()).isEqualTo(20);
    assertThat(result.get("batchesAfter").asInt()).isEqualTo(15);
    assertThat(result.get("integrationMillis").asDouble()).isPositive();
    assertThat(result.at("/details/digestsEqual").asBoolean()).isTrue();
  }

  private JsonNode run(Experiment experiment) throws IOException {
    assumeTrue(
        Boolean.getBoolean("spirt.replays"),
        "add -Dspirt.replays=true to run this; each takes some 20 seconds of two processors");
    Path file = folder.resolve("result.json");
    ReplayCommandRun run =
        ReplayCommandRun.of(
            experiment,
            "--json=" + file,
            "--runs=" + folder.resolve("runs"),
            "--out=" + folder.resolve("out"));
    assertThat(run.code()).as(run.err()).isZero();
    return new ObjectMapper().readTree(file.toFile());
  }
}
