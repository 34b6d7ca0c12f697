package io.spirt.training;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import io.spirt.engine.DatasetManifest;
import io.spirt.engine.ModelState;
import io.spirt.job.ModelSpec;
import io.spirt.safetensors.Dtype;
import io.spirt.safetensors.SafetensorsWriter;
import io.spirt.safetensors.Tensor;
import io.spirt.training.model.ModelZoo;
import io.spirt.training.model.StateTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** State and batch by a formula on whole numbers; the twin of src/test/python/reference.py. */
final class Formula {
  static final int SAMPLES = 8;
  static final int SIDE = 28;
  static final int CLASSES = 10;
  static final DatasetManifest DATA =
      new DatasetManifest(
          "formula",
          1,
          SIDE,
          SIDE,
          CLASSES,
          List.of(0.5),
          List.of(0.25),
          SAMPLES,
          1,
          0,
          0,
          0,
          0,
          "formula");
  private static final long MASK = 0xFFFFFFFFL;

  private Formula() {}

  static long bits(long i, long stream) {
    long x = (i * 2654435761L + stream * 2246822519L) & MASK;
    x ^= x >>> 15;
    x = (x * 739982445L) & MASK;
    return x ^ (x >>> 13);
  }

  static List<StateTensor> tensors(String model) {
    return ModelZoo.find(model).build(new Shape(1, SIDE, SIDE), CLASSES).state();
  }

  static ModelSpec spec(String model) {
    return new ModelSpec(model, CLASSES);
  }

  /** The formula's params and buffers. */
  static ModelState state(String model) {
    List<StateTensor> tensors = tensors(model);
    ByteBuffer params = room(tensors, true);
    ByteBuffer buffers = room(tensors, false);
    for (int stream = 0; stream < tensors.size(); stream++) {
      StateTensor tensor = tensors.get(stream);
      ByteBuffer out = tensor.isTrainable() ? params : buffers;
      for (int i = 0; i < tensor.size(); i++) {
        out.putFloat(value(tensor, bits(i, stream) / 4294967296.0));
      }
    }
    return new ModelState(params.flip(), buffers.flip());
  }

  private static ByteBuffer room(List<StateTensor> tensors, boolean trainable) {
    int values =
        tensors.stream()
            .filter(tensor -> tensor.isTrainable() == trainable)
            .mapToInt(StateTensor::size)
            .sum();
    return ByteBuffer.allocate(values * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static float value(StateTensor tensor, double u) {
    Parameter.Type type = tensor.parameter().getType();
    if (type == Parameter.Type.RUNNING_VAR || type == Parameter.Type.GAMMA) {
      return (float) (0.5 + u);
    }
    if (tensor.shape().dimension() < 2) {
      return (float) (0.4 * (u - 0.5));
    }
    return (float) ((u - 0.5) * Math.sqrt(24.0 / tensor.shape().slice(1).size()));
  }

  /** The formula's batch object. */
  static byte[] batch() {
    return batch(SAMPLES, 1000);
  }

  static byte[] batch(int samples, int stream) {
    ByteBuffer images = ByteBuffer.allocate(samples * SIDE * SIDE);
    for (int i = 0; images.hasRemaining(); i++) {
      images.put((byte) (bits(i, stream) >>> 24));
    }
    ByteBuffer labels = ByteBuffer.allocate(samples * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < samples; i++) {
      labels.putInt(i % CLASSES);
    }
    return SafetensorsWriter.toBytes(
        List.of(
            new Tensor("labels", Dtype.I32, List.of((long) samples), labels.flip()),
            new Tensor(
                "images",
                Dtype.U8,
                List.of((long) samples, 1L, (long) SIDE, (long) SIDE),
                images.flip())));
  }
}
