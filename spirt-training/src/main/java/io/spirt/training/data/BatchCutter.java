package io.spirt.training.data;

import io.spirt.safetensors.Dtype;
import io.spirt.safetensors.SafetensorsWriter;
import io.spirt.safetensors.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Cuts samples into batches whose sizes differ by at most one, the larger ones first. */
final class BatchCutter {
  private final LabelledImages images;
  private final int[] samples;
  private final int batches;

  /**
   * @param samples indices of the images to cut, in order
   * @param batchSize most samples in a batch
   */
  BatchCutter(LabelledImages images, int[] samples, int batchSize) {
    this.images = images;
    this.samples = samples.clone();
    batches = (samples.length + batchSize - 1) / batchSize;
  }

  /** Number of batches; 0 without samples. */
  int count() {
    return batches;
  }

  /** Batch object {@code index}, from 0. */
  byte[] batch(int index) {
    int start = start(index);
    int count = start(index + 1) - start;
    ByteBuffer pixels = ByteBuffer.allocate(count * images.imageBytes());
    ByteBuffer labels = ByteBuffer.allocate(count * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = start; i < start + count; i++) {
      pixels.put(images.pixels(), samples[i] * images.imageBytes(), images.imageBytes());
      labels.putInt(images.labels()[samples[i]] & 0xFF);
    }
    return SafetensorsWriter.toBytes(
        List.of(
            new Tensor("labels", Dtype.I32, List.of((long) count), labels.flip()),
            new Tensor("images", Dtype.U8, shape(count), pixels.flip())));
  }

  private int start(int index) {
    int size = samples.length / batches;
    return index * size + Math.min(index, samples.length % batches);
  }

  private List<Long> shape(int count) {
    return List.of(
        (long) count, (long) images.channels(), (long) images.height(), (long) images.width());
  }
}
