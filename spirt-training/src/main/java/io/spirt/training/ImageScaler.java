package io.spirt.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.spirt.engine.DatasetManifest;
import io.spirt.engine.InvalidBatchException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/**
 * Turns pixels into a network's input: (x / 255 − mean) / std per channel, a grey channel repeated
 * where three are wanted. By table: a pixel has 256 values. Resized where the dataset says so; both
 * are linear, so their order does not matter.
 */
final class ImageScaler {
  private static final int LEVELS = 256;
  private static final int MOST_BYTES = Integer.MAX_VALUE - 1024;

  private final DatasetManifest data;
  private final int channels;
  private final float[][] tables;
  private final Bilinear resizing;

  /**
   * @param channels channels of the network's input
   */
  ImageScaler(DatasetManifest data, int channels) {
    this.data = data;
    this.channels = channels;
    resizing = new Bilinear(data.height(), data.width(), data.seenHeight(), data.seenWidth());
    tables = new float[data.channels()][LEVELS];
    for (int c = 0; c < tables.length; c++) {
      for (int level = 0; level < LEVELS; level++) {
        tables[c][level] =
            (float) ((level / 255.0 - data.mean().get(c)) / Math.max(data.std().get(c), 1e-6));
      }
    }
  }

  /**
   * The network's input, float32 [samples, channels, height, width]; closed with the manager.
   *
   * @throws InvalidBatchException if it takes more than 2 GiB
   */
  NDArray scale(NDManager manager, ImageBatch batch) {
    int plane = data.height() * data.width();
    byte[] pixels = new byte[plane];
    float[] scaled = new float[plane];
    float[] resized = data.resize() == null ? scaled : new float[data.resize() * data.resize()];
    ByteBuffer memory = NativeMemory.allocate(bytes(batch, resized.length));
    FloatBuffer out = memory.asFloatBuffer();
    for (int i = 0; i < batch.samples() * data.channels(); i++) {
      batch.images().get(i * plane, pixels);
      float[] table = tables[i % data.channels()];
      for (int p = 0; p < plane; p++) {
        scaled[p] = table[pixels[p] & 0xFF];
      }
      if (data.resize() != null) {
        resizing.resize(scaled, resized);
      }
      for (int copy = 0; copy < channels / data.channels(); copy++) {
        out.put(resized);
      }
    }
    Shape shape = new Shape(batch.samples(), channels, data.seenHeight(), data.seenWidth());
    return manager.create(memory, shape, DataType.FLOAT32);
  }

  private int bytes(ImageBatch batch, int plane) {
    long bytes = (long) batch.samples() * channels * plane * Float.BYTES;
    if (bytes > MOST_BYTES) {
      throw new InvalidBatchException(
          String.format(
              "%d images of [%d, %d, %d] take %d bytes, the most is %d: lower dataset.batchSize"
                  + " or dataset.resize",
              batch.samples(), channels, data.seenHeight(), data.seenWidth(), bytes, MOST_BYTES));
    }
    return (int) bytes;
  }
}
