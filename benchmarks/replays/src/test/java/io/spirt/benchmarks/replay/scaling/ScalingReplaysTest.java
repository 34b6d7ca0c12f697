package io.spirt.benchmarks.replay.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.spirt.benchmarks.replay.Experiment;
import io.spirt.benchmarks.replay.command.ReplayCommandRun;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScalingReplaysTest {
  @TempDir private Path folder;

  private final CannedRuns runs = new CannedRuns();

  private ReplayCommandRun run(Experiment experiment, String... args) {
    String[] all = new String[args.length + 1];
    System.arraycopy(args, 0, all, 0, args.length);
    all[args.length] = "--out=" + folder;
    return ReplayCommandRun.of(experiment, all);
  }

  private JsonNode result() throws IOException {
    return new ObjectMapper().readTree(folder.resolve("result.json").toFile());
  }

  @Test
  void theTableHasEachEpochBesideThePublishedOne() throws IOException {
    ReplayCommandRun run = run(new EpochTable(runs));
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(runs.jobs).containsExactly("4 64", "4 256", "4 1024", "8 64", "8 256", "8 1024");
    JsonNode json = result();
    assertThat(json.at("/epochSeconds/lenet5-4-64").asDouble()).isEqualTo(12);
    assertThat(json.at("/published/epochSeconds/lenet5-8-1024").asDouble()).isEqualTo(39.48);
    assertThat(json.get("shape").toString())
        .contains("from 4 to 8 peers an epoch becomes 2.00 times as fast; published 1.77 times.");
  }

  @Test
  void aSimulatedEpochIsASumByHand() throws IOException {
    ReplayCommandRun run = run(new EpochTable(runs), "--smallest", "--network=lambda");
    assertThat(run.code()).as(run.err()).isZero();
    // Two peers of a batch of 16 each: 246,824 bytes of params; computing 64 * 16 / 2 ms.
    double model = 246_824 / 75e6;
    double gradient = 2 * (0.01 + model) + 0.08 + 16 * 784 / 65e6 + 0.512;
    double average = 0.1 + 0.01 + 0.015;
    double aggregation = 0.02 + 2 * (0.01 + model);
    double other = 0.01 + 0.015 + 0.01 + 0.01;
    double states = 8 * 0.05;
    assertThat(result().at("/epochSeconds/lenet5-2-16").asDouble())
        .isCloseTo(gradient + average + aggregation + other + states, within(1e-6));
    assertThat(result().at("/rows/0/measuredEpochSeconds").asDouble()).isEqualTo(24);
  }

  @Test
  void morePeersTakeLongerToAggregate() throws IOException {
    ReplayCommandRun run = run(new AggregationByPeers(runs), "--model=lenet5");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(result().at("/aggregateSeconds/lenet5-12").asDouble()).isCloseTo(0.12, within(1e-9));
    assertThat(run.out()).contains("Agrees: lenet5: aggregation among 12 peers takes 3.00 times");
  }

  @Test
  void gradientsTakeLongerWithLargerBatches() {
    ReplayCommandRun run = run(new Scaling(runs));
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("Agrees: a gradient takes", "averaging takes 1.00 times");
  }

  @Test
  void endsAsItsRunsDo() {
    runs.status = "failed";
    ReplayCommandRun run = run(new Scaling(runs));
    assertThat(run.code()).isEqualTo(5);
    assertThat(run.err()).contains("lenet5, 4 peers, batch 64: no reason");
    assertThat(run(new Scaling(runs), "--model=perceptron").code()).isEqualTo(2);
  }
}
