package io.spirt.benchmarks.replay.frameworks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.spirt.benchmarks.replay.LambdaNetwork;
import io.spirt.benchmarks.replay.frameworks.EpochUse.Functions;
import io.spirt.frameworks.worker.StepStage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** By hand: 1 s a request to S3 and 10 bytes/s, 0.1 s to Redis, all else free. */
class OnLambdaTest {
  private static final LambdaNetwork NETWORK = new LambdaNetwork(10, 10, 1, 1000, 0.1, 0, 0, 0, 0);
  private static final OnLambda LAMBDA = new OnLambda(NETWORK, 40, 10);

  private static EpochUse use(String framework, int databases, long bytes) {
    return new EpochUse(
        framework,
        4,
        5,
        999,
        Map.of(StepStage.SYNC, 0.5, StepStage.UPDATE, 0.25),
        0.5,
        framework.equals("spirt") ? 2 : 77,
        List.of(new Functions(Sizes.GRADIENT, 20, 1000)),
        0,
        0,
        0,
        0,
        bytes,
        databases);
  }

  private static EpochUse simulated(String framework, int databases, long bytes) {
    return LAMBDA.of(List.of(use("spirt", 4, 0), use(framework, databases, bytes))).get(1);
  }

  @Test
  void spirtComputesAllBatchesAtOnce() {
    EpochUse spirt = LAMBDA.of(List.of(use("spirt", 4, 0))).get(0);
    assertThat(spirt.stage(StepStage.COMPUTE)).isEqualTo(2);
    // Params from the database, a batch from S3.
    assertThat(spirt.stage(StepStage.FETCH)).isCloseTo(4.1 + 2, within(1e-9));
    // 20 functions: fetch, compute, store.
    assertThat(spirt.waitingSeconds()).isZero();
    assertThat(spirt.functionSeconds()).isCloseTo(20 * (6.1 + 2 + 4.1), within(1e-9));
  }

  @Test
  void allReduceGoesThroughTheMasterInEachStep() {
    EpochUse use = simulated("all-reduce", 0, 0);
    assertThat(use.stage(StepStage.COMPUTE)).isEqualTo(10);
    assertThat(use.stage(StepStage.FETCH)).isEqualTo(10);
    // Five steps of six transfers of 40 bytes: 5 s each.
    assertThat(use.stage(StepStage.SYNC)).isCloseTo(150, within(1e-9));
    assertThat(use.functionSeconds()).isCloseTo(4 * 170.25, within(1e-9));
  }

  @Test
  void scatterReduceMovesChunks() {
    // Five steps of ten transfers of 10 bytes: 2 s each.
    assertThat(simulated("scatter-reduce", 0, 0).stage(StepStage.SYNC))
        .isCloseTo(100, within(1e-9));
  }

  @Test
  void mllessFetchesWhatWasSignificant() {
    // Sent and fetched: each of 5 steps, 4 workers, a put and 3 gets of 40 bytes.
    long everything = 5 * 4 * 4 * 40;
    assertThat(simulated("mlless", 1, everything).stage(StepStage.SYNC))
        .isCloseTo(5 * 4 * 4.1, within(1e-9));
    assertThat(simulated("mlless", 1, 0).stage(StepStage.SYNC)).isZero();
  }
}
