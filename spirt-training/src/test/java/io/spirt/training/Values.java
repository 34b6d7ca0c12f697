package io.spirt.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.spirt.engine.ModelState;
import io.spirt.training.model.Layer;
import io.spirt.training.model.ModelZoo;
import io.spirt.training.model.Pass;
import io.spirt.training.model.StateTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Float arrays out of buffers, and comparisons of them. */
final class Values {
  private Values() {}

  static float[] floats(ByteBuffer bytes) {
    float[] values = new float[bytes.remaining() / Float.BYTES];
    bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return values;
  }

  static double norm(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += (double) value * value;
    }
    return Math.sqrt(sum);
  }

  /**
   * The distance is at most {@code tolerance} of the norm, and of {@code floor} for tiny norms.
   *
   * @return the distance as a part of the norm or the floor
   */
  static double assertClose(
      String what, float[] actual, float[] expected, double tolerance, double floor) {
    float[] difference = new float[expected.length];
    for (int i = 0; i < difference.length; i++) {
      difference[i] = actual[i] - expected[i];
    }
    double deviation = norm(difference) / Math.max(norm(expected), floor);
    assertThat(deviation).as(what).isCloseTo(0, within(tolerance));
    return deviation;
  }

  /** Logits of the formula's batch in inference. */
  static float[] logits(String model) {
    Layer network = Formula.network(model);
    List<StateTensor> tensors = network.state();
    StateMemory params =
        new StateMemory("params", tensors.stream().filter(StateTensor::isTrainable).toList());
    StateMemory buffers =
        new StateMemory("buffers", tensors.stream().filter(t -> !t.isTrainable()).toList());
    ModelState state = Formula.state(model);
    params.load(state.params());
    buffers.load(state.buffers());
    ImageBatch batch = ImageBatch.read(Formula.batch(model), Formula.data(model));
    int channels = ModelZoo.find(model).inputChannels(1);
    try (NDManager manager = Engine.getInstance().newBaseManager()) {
      NDArray input = new ImageScaler(Formula.data(model), channels).scale(manager, batch);
      BoundTensors bound = new BoundTensors(manager, params, buffers, false);
      return network.apply(input, Pass.inference(bound)).toFloatArray();
    }
  }
}
