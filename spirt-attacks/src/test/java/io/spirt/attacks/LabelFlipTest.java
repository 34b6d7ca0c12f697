package io.spirt.attacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.spirt.engine.DatasetManifest;
import io.spirt.functions.RunObjects;
import io.spirt.safetensors.Dtype;
import io.spirt.safetensors.SafetensorsReader;
import io.spirt.safetensors.SafetensorsWriter;
import io.spirt.safetensors.Tensor;
import io.spirt.store.FileObjectStore;
import io.spirt.store.ObjectStore;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelFlipTest {
  private static final String KEY = "runs/small/data/train/000002.safetensors";

  @TempDir private Path folder;

  private static byte[] batch(int... labels) {
    ByteBuffer bytes =
        ByteBuffer.allocate(labels.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int label : labels) {
      bytes.putInt(label);
    }
    long count = labels.length;
    return SafetensorsWriter.toBytes(
        List.of(
            new Tensor("labels", Dtype.I32, List.of(count), bytes.flip()),
            new Tensor(
                "images",
                Dtype.U8,
                List.of(count, 1L, 1L, 1L),
                ByteBuffer.allocate(labels.length))));
  }

  @Test
  void theLabelIsNineLessTheLabelOfTenClasses() {
    assertThat(LabelFlip.flipped(0, 10)).isEqualTo(9);
    assertThat(LabelFlip.flipped(7, 10)).isEqualTo(2);
    assertThat(LabelFlip.flipped(1, 3)).isEqualTo(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LabelFlip.flipped(10, 10))
        .withMessage("label 10 is not one of 10 classes, 0 to 9");
  }

  @Test
  void aBatchHasItsLabelsFlippedAndAllElseAsItWas() {
    byte[] flipped = LabelFlip.flipped(batch(0, 3, 9), 10);
    assertThat(flipped).isEqualTo(batch(9, 6, 0));
    assertThat(LabelFlip.flipped(flipped, 10)).isEqualTo(batch(0, 3, 9));
    Map<String, Tensor> tensors = SafetensorsReader.read("batch", ByteBuffer.wrap(flipped));
    assertThat(tensors.keySet()).containsExactly("labels", "images");
    byte[] without =
        SafetensorsWriter.toBytes(
            List.of(new Tensor("images", Dtype.U8, List.of(0L), ByteBuffer.allocate(0))));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LabelFlip.flipped(without, 10))
        .withMessageContaining("int32 labels");
  }

  @Test
  void anObjectIsFlippedOnceAndPutBack() {
    ObjectStore store = new FileObjectStore(folder);
    new RunObjects(store)
        .putManifest(
            "small",
            new DatasetManifest(
                "digits",
                1,
                1,
                1,
                10,
                List.of(0.0),
                List.of(1.0),
                9,
                3,
                0,
                0,
                0,
                0,
                RunObjects.dataPrefix("small")));
    store.put(KEY, batch(1, 2));
    FlippedBatches batches = new FlippedBatches(store, "small");
    batches.restore(2);
    assertThat(store.get(KEY)).isEqualTo(batch(1, 2));
    batches.flip(2);
    batches.flip(2);
    assertThat(store.get(KEY)).isEqualTo(batch(8, 7));
    batches.restore(2);
    assertThat(store.get(KEY)).isEqualTo(batch(1, 2));
    batches.flip(2);
    batches.close();
    assertThat(store.get(KEY)).isEqualTo(batch(1, 2));
    batches.flip(2);
    store.delete(KEY);
    batches.close();
    assertThat(store.exists(KEY)).as("the run is over").isFalse();
  }
}
