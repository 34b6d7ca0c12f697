package io.spirt.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.spirt.engine.ModelState;
import io.spirt.engine.TrainableModel;
import io.spirt.engine.TrainingEngine;
import io.spirt.job.ModelSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

/**
 * A round averages its batches' statistics once, but must move as far as PyTorch does in a batch
 * each.
 */
class RunningStatisticsTest {
  private static final int ROUND = 5;

  @Test
  void aRoundOfEqualBatchesMovesThemAsFarAsTheSameBatchesOneAfterTheOther() {
    TrainingEngine engine = TrainingEngine.find();
    ModelSpec spec = Formula.spec("mobilenet-v3-small");
    ModelState start = engine.initialise(spec, Formula.DATA, 1);
    try (TrainableModel model = engine.open(spec, Formula.DATA)) {
      model.load(start);
      ByteBuffer atOnce = model.gradient(Formula.batch(), "cross-entropy", ROUND).buffers();
      ByteBuffer stepwise = start.buffers();
      for (int i = 0; i < ROUND; i++) {
        model.load(new ModelState(start.params(), stepwise));
        stepwise = model.gradient(Formula.batch(), "cross-entropy", 1).buffers();
      }
      assertClose(atOnce, stepwise);
    }
  }

  private static void assertClose(ByteBuffer actual, ByteBuffer expected) {
    ByteBuffer left = actual.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer right = expected.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    assertThat(left.remaining()).isEqualTo(right.remaining());
    while (left.hasRemaining()) {
      float value = right.getFloat();
      assertThat(left.getFloat()).isCloseTo(value, within(1e-5f + 1e-4f * Math.abs(value)));
    }
  }
}
