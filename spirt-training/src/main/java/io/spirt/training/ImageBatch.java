package io.spirt.training;

import io.spirt.engine.DatasetManifest;
import io.spirt.engine.InvalidBatchException;
import io.spirt.safetensors.Dtype;
import io.spirt.safetensors.InvalidSafetensorsException;
import io.spirt.safetensors.SafetensorsReader;
import io.spirt.safetensors.Tensor;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/**
 * A batch object's contents, checked.
 *
 * @param samples number of images
 * @param images uint8 [samples, channels, height, width]; a view
 * @param labels int32 [samples], each at least 0 and below the dataset's classes; a view
 */
record ImageBatch(int samples, ByteBuffer images, ByteBuffer labels) {

  /**
   * Reads a batch object.
   *
   * @throws InvalidBatchException if it is not a batch of {@code data}
   */
  static ImageBatch read(byte[] object, DatasetManifest data) {
    Map<String, Tensor> tensors = parse(object);
    Tensor labels = tensors.get("labels");
    Tensor images = tensors.get("images");
    if (labels == null || images == null) {
      throw new InvalidBatchException(
          "a batch holds the tensors 'images' and 'labels', this one " + tensors.keySet());
    }
    long samples = labels.shape().isEmpty() ? 0 : labels.shape().get(0);
    if (samples == 0) {
      throw new InvalidBatchException("batch has no samples");
    }
    check(labels, Dtype.I32, List.of(samples));
    check(
        images,
        Dtype.U8,
        List.of(samples, (long) data.channels(), (long) data.height(), (long) data.width()));
    checkLabels(labels.data(), (int) samples, data.classes());
    return new ImageBatch((int) samples, images.data(), labels.data());
  }

  private static Map<String, Tensor> parse(byte[] object) {
    try {
      return SafetensorsReader.read("batch", ByteBuffer.wrap(object));
    } catch (InvalidSafetensorsException e) {
      throw new InvalidBatchException(e.getMessage(), e);
    }
  }

  private static void check(Tensor tensor, Dtype dtype, List<Long> shape) {
    if (tensor.dtype() != dtype || !tensor.shape().equals(shape)) {
      throw new InvalidBatchException(
          String.format(
              "batch tensor '%s' is %s %s, the dataset has %s %s",
              tensor.name(), tensor.dtype(), tensor.shape(), dtype, shape));
    }
  }

  private static void checkLabels(ByteBuffer labels, int samples, int classes) {
    for (int i = 0; i < samples; i++) {
      int label = labels.getInt(i * Integer.BYTES);
      if (label < 0 || label >= classes) {
        throw new InvalidBatchException(
            String.format("sample %d of the batch has label %d of %d classes", i, label, classes));
      }
    }
  }

  /** Class of sample {@code index}. */
  int label(int index) {
    return labels.getInt(index * Integer.BYTES);
  }
}
