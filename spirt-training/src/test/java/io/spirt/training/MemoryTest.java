package io.spirt.training;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.BaseNDManager;
import ai.djl.ndarray.NDManager;
import io.spirt.engine.TrainableModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What a pass makes is gone when it ends. */
class MemoryTest {
  private static final int BATCHES = 300;
  private static final long MAX_GROWTH_BYTES = 64L << 20;

  @Test
  void threeHundredBatchesLeaveNothingBehind() throws IOException {
    try (TrainableModel model =
        new DjlTrainingEngine().open(Formula.spec("lenet5"), Formula.DATA)) {
      model.load(Formula.state("lenet5"));
      run(model, 20);
      int arrays = managedArrays();
      long bytes = residentBytes();
      run(model, BATCHES);
      assertThat(managedArrays()).isEqualTo(arrays);
      // One batch kept alive would be 2 MB of activations: 600 MB in all.
      assertThat(residentBytes() - bytes).isLessThan(MAX_GROWTH_BYTES);
    }
  }

  private static void run(TrainableModel model, int batches) {
    byte[] batch = Formula.batch(32, 3);
    for (int i = 0; i < batches; i++) {
      model.gradient(batch, "cross-entropy", 1);
    }
    model.evaluate(5, i -> batch, "cross-entropy");
    System.gc();
  }

  /** Arrays and managers that hang on DJL's root manager, at any depth. */
  private static int managedArrays() {
    try (NDManager manager = Engine.getInstance().newBaseManager()) {
      return ((BaseNDManager) manager.getParentManager()).getManagedArrays().size();
    }
  }

  private static long residentBytes() throws IOException {
    Path status = Path.of("/proc/self/statm");
    return Long.parseLong(Files.readString(status).split(" ", -1)[1]) * 4096;
  }
}
