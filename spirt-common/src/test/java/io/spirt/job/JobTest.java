package io.spirt.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JobTest {
  @Test
  void countsRoundsFromZeroAndEpochsFromOne() {
    Job job = JobReader.read(Documents.with("/training/roundsPerEpoch", "4"));
    assertThat(job.rounds()).isEqualTo(12);
    assertThat(new int[] {job.epochOf(0), job.epochOf(3), job.epochOf(4), job.epochOf(11)})
        .containsExactly(1, 1, 2, 3);
    assertThat(job.endsEpoch(2)).isFalse();
    assertThat(job.endsEpoch(3)).isTrue();
    assertThat(job.endsEpoch(11)).isTrue();
  }

  @Test
  void checksConvergenceEverySoManyEpochsAndAtTheEnd() {
    ConvergenceSpec spec = new ConvergenceSpec(10, 5, 0, null, null);
    assertThat(new boolean[] {spec.isDue(1, 25), spec.isDue(9, 25), spec.isDue(11, 25)})
        .containsOnly(false);
    assertThat(new boolean[] {spec.isDue(10, 25), spec.isDue(20, 25), spec.isDue(25, 25)})
        .containsOnly(true);
  }

  @Test
  void everyStageIsFoundByItsWord() {
    for (Stage stage : Stage.values()) {
      assertThat(Stage.of(stage.word())).isEqualTo(stage);
    }
    assertThat(Stage.COMPUTE_GRADIENT.word()).isEqualTo("compute-gradient");
    assertThat(Stage.AUTH.word()).isEqualTo("auth");
  }
}
