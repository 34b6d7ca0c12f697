package io.spirt.frameworks.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.spirt.engine.ModelFiles;
import io.spirt.frameworks.testing.SmallJob;
import io.spirt.functions.RunObjects;
import io.spirt.job.OptimizerSpec;
import io.spirt.testing.SmallEngine;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplicaTest {
  @TempDir private Path folder;

  private RunObjects objects;

  @BeforeEach
  void storesAJob() {
    objects = new RunObjects(SmallJob.store(folder, SmallJob.job(1, 2, 0.5), 3));
  }

  private Replica open() {
    return Replica.open(
        new SmallEngine(),
        objects.job(SmallJob.RUN),
        objects.manifest(SmallJob.RUN),
        ModelFiles.NONE);
  }

  @Test
  void aCheckpointHoldsAllThatTheNextUpdatesDependOn() {
    Replica first = open();
    float[] mean = new float[first.length()];
    Arrays.fill(mean, 0.25f);
    first.apply(mean, 0.1);
    byte[] checkpoint = first.checkpoint(Map.of("epoch", "3"));
    Replica second = open();
    assertThat(second.restore(checkpoint)).containsExactly(Map.entry("epoch", "3"));
    assertThat(second.digest()).isEqualTo(first.digest());
    first.apply(mean, 0.1);
    second.apply(mean, 0.1);
    assertThat(second.digest()).isEqualTo(first.digest());
    assertThat(second.updates()).isEqualTo(2);
  }

  @Test
  void aCheckpointOfAnotherModelIsRefusedAndChangesNothing() {
    Replica replica = open();
    String before = replica.digest();
    byte[] checkpoint = replica.checkpoint(Map.of());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> replica.restore(Arrays.copyOf(checkpoint, checkpoint.length - 4)));
    assertThatIllegalArgumentException().isThrownBy(() -> replica.restore(new byte[3]));
    assertThat(replica.digest()).isEqualTo(before);
  }

  @Test
  void momentumNesterovAndDecayGiveWhatTheHandGives() {
    float[] params = {1};
    SgdUpdate update = new SgdUpdate(OptimizerSpec.sgd(0.5, true, 0.25));
    // g = 1 + 0.25 * 1 = 1.25; v = 1.25; p = 1 - 0.5 * (1.25 + 0.5 * 1.25)
    update.apply(params, new float[] {1}, 0.5f);
    assertThat(params[0]).isEqualTo(0.0625f);
    // g = 1 + 0.25 * 0.0625; v = 0.5 * 1.25 + g; p -= 0.5 * (g + 0.5 * v)
    update.apply(params, new float[] {1}, 0.5f);
    assertThat(params[0]).isEqualTo(0.0625f - 0.5f * (1.015625f + 0.5f * 1.640625f));
  }
}
