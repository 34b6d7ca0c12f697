package io.spirt.training;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import io.spirt.engine.DatasetManifest;
import io.spirt.engine.ModelState;
import io.spirt.job.ModelSpec;
import io.spirt.safetensors.Dtype;
import io.spirt.safetensors.SafetensorsWriter;
import io.spirt.safetensors.Tensor;
import io.spirt.training.model.Layer;
import io.spirt.training.model.ModelZoo;
import io.spirt.training.model.StateTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** State and batch by a formula on whole numbers; the twin of src/test/python/reference.py. */
final class Formula {
  static final int SAMPLES = 8;
  static final int SIDE = 28;
  static final int CLASSES = 10;
  static final DatasetManifest DATA = data(SIDE);
  private static final long MASK = 0xFFFFFFFFL;

  private Formula() {}

  /**
   * What a model is compared with PyTorch on.
   *
   * @param side of the images
   * @param stream that the pixels are drawn from
   * @param apart true for a state that keeps the inputs of ReLU away from 0, see reference.py
   */
  private record Setting(int side, int stream, boolean apart) {
    static Setting of(String model) {
      return switch (model) {
        case "densenet121", "resnet50" -> new Setting(64, 1000, true);
        case "vgg11" -> new Setting(32, 1000, false);
        case "mobilenet-v1" -> new Setting(SIDE, 1026, false);
        default -> new Setting(SIDE, 1000, false);
      };
    }
  }

  /**
   * The models whose values are compared: all, but vgg11 only with {@code -Dspirt.parity=all}. Its
   * 129 million params take several GB as state, gradient and copies of both.
   */
  static List<String> comparable() {
    boolean all = "all".equals(System.getProperty("spirt.parity"));
    return ModelZoo.names().stream().filter(name -> all || !name.equals("vgg11")).toList();
  }

  private static DatasetManifest data(int side) {
    List<Double> mean = List.of(0.5);
    List<Double> std = List.of(0.25);
    return new DatasetManifest(
        "formula", 1, side, side, CLASSES, mean, std, SAMPLES, 1, 0, 0, 0, 0, "formula");
  }

  /** The dataset of the batch that a model is compared with PyTorch on. */
  static DatasetManifest data(String model) {
    return data(Setting.of(model).side());
  }

  static long bits(long i, long stream) {
    long x = (i * 2654435761L + stream * 2246822519L) & MASK;
    x ^= x >>> 15;
    x = (x * 739982445L) & MASK;
    return x ^ (x >>> 13);
  }

  static List<StateTensor> tensors(String model) {
    return network(model).state();
  }

  /** The layers of a model for the images that it is compared with PyTorch on. */
  static Layer network(String model) {
    int side = Setting.of(model).side();
    return ModelZoo.find(model).build(new Shape(1, side, side), CLASSES);
  }

  static ModelSpec spec(String model) {
    return new ModelSpec(model, CLASSES);
  }

  /** The formula's params and buffers. */
  static ModelState state(String model) {
    List<StateTensor> tensors = tensors(model);
    ByteBuffer params = room(tensors, true);
    ByteBuffer buffers = room(tensors, false);
    boolean apart = Setting.of(model).apart();
    for (int stream = 0; stream < tensors.size(); stream++) {
      StateTensor tensor = tensors.get(stream);
      ByteBuffer out = tensor.isTrainable() ? params : buffers;
      DoubleUnaryOperator value = value(tensor, apart);
      for (int i = 0; i < tensor.size(); i++) {
        out.putFloat((float) value.applyAsDouble(bits(i, stream) / 4294967296.0));
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

  /** What becomes of a number from 0 to 1 in a tensor. */
  private static DoubleUnaryOperator value(StateTensor tensor, boolean apart) {
    Parameter.Type type = tensor.parameter().getType();
    if (apart && type == Parameter.Type.GAMMA) {
      return u -> 0.5 + 0.5 * u;
    }
    if (apart && type == Parameter.Type.BETA) {
      return u -> 4 * (u - 0.5) + 2 * Math.signum(u - 0.5);
    }
    if (type == Parameter.Type.RUNNING_VAR || type == Parameter.Type.GAMMA) {
      return u -> 0.5 + u;
    }
    if (tensor.shape().dimension() < 2) {
      return u -> 0.4 * (u - 0.5);
    }
    double scale = Math.sqrt(24.0 / tensor.shape().slice(1).size());
    return u -> (u - 0.5) * scale;
  }

  /** The formula's batch object. */
  static byte[] batch() {
    return batch(SAMPLES, 1000);
  }

  /** The batch object that a model is compared with PyTorch on. */
  static byte[] batch(String model) {
    Setting setting = Setting.of(model);
    return batch(SAMPLES, setting.side(), setting.stream());
  }

  static byte[] batch(int samples, int stream) {
    return batch(samples, SIDE, stream);
  }

  static byte[] batch(int samples, int side, int stream) {
    ByteBuffer images = ByteBuffer.allocate(samples * side * side);
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
                List.of((long) samples, 1L, (long) side, (long) side),
                images.flip())));
  }
}
