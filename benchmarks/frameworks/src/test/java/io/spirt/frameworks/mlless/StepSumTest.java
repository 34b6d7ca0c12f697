package io.spirt.frameworks.mlless;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StepSumTest {

  @Test
  void isTheMeanInRankOrderAndFloat32() {
    StepSum sum = new StepSum(1, 1);
    sum.add(Update.dense(new float[] {1e8f}, new float[] {1}));
    sum.add(Update.dense(new float[] {3}, new float[] {2}));
    sum.add(Update.dense(new float[] {-1e8f}, new float[] {6}));
    // 1e8 + 3 is 1e8 + 0 in float32, which steps by 8 there
    assertThat(sum.mean(3)).containsExactly(0, 3);
  }

  @Test
  void whoSentNothingCountsInTheDivisorAndNotInTheStatistics() {
    StepSum sum = new StepSum(3, 1);
    sum.add(Update.dense(new float[] {3, 3, 3}, new float[] {1}));
    sum.add(Update.sparse(3, new int[] {1}, new float[] {6}, new float[] {2}));
    assertThat(sum.mean(3)).containsExactly(1, 3, 1, 1.5f);
  }

  @Test
  void theMeanOfEqualModelsIsThatModel() {
    float[] model = {0.1f, -1e-40f, 3.4e38f, -0.0f};
    for (int count = 1; count <= 7; count++) {
      assertThat(ModelMean.of(java.util.Collections.nCopies(count, model))).containsExactly(model);
    }
  }
}
