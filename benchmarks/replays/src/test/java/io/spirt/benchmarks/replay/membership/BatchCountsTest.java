package io.spirt.benchmarks.replay.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spirt.benchmarks.replay.ExperimentFailedException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BatchCountsTest {
  private final BatchCounts batches = new BatchCounts();

  @Test
  void countsWhatWasComputedAndEachBatchOnce() {
    compute(0, 0, 5);
    compute(0, 0, 5);
    compute(0, 0, 6);
    compute(1, 0, 7);
    compute(0, 1, 5);
    batches.stageEnded(Stages.gradient(1, 0, 8), null);
    batches.stageEnded(Stages.event("average", 1, 0), Stages.json("{}"));
    assertThat(batches.of(1)).containsExactlyInAnyOrderEntriesOf(Map.of(0, 2, 1, 1));
    assertThat(batches.of(2)).containsExactlyInAnyOrderEntriesOf(Map.of(0, 1));
    assertThat(batches.each(2, List.of(0))).isEqualTo(1);
  }

  @Test
  void refusesToSayOneNumberForDifferentShares() {
    compute(0, 0, 5);
    compute(0, 0, 6);
    compute(1, 0, 7);
    assertThatThrownBy(() -> batches.each(1, List.of(0, 1)))
        .isInstanceOf(ExperimentFailedException.class)
        .hasMessageContaining("epoch 1 are {0=2, 1=1}");
    assertThatThrownBy(() -> batches.each(3, List.of(0, 1)))
        .isInstanceOf(ExperimentFailedException.class);
  }

  private void compute(int rank, int round, int batch) {
    batches.stageEnded(Stages.gradient(rank, round, batch), Stages.json("{'samples': 64}"));
  }
}
