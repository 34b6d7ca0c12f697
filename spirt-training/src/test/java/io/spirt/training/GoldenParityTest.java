package io.spirt.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.spirt.engine.Gradient;
import io.spirt.engine.TrainableModel;
import io.spirt.training.model.ModelZoo;
import io.spirt.training.model.StateTensor;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The models against numbers from PyTorch and torchvision, kept in small files that {@code
 * src/test/python/make_golden.py} wrote.
 */
class GoldenParityTest {
  private static final double TOLERANCE = 1e-4;

  static List<String> models() {
    return ModelZoo.names();
  }

  private static JsonNode golden(String model) throws IOException {
    try (InputStream file = GoldenParityTest.class.getResourceAsStream(model + ".json")) {
      return new ObjectMapper().readTree(file);
    }
  }

  private static Gradient gradient(String model) {
    try (TrainableModel opened =
        new DjlTrainingEngine().open(Formula.spec(model), Formula.data(model), false)) {
      opened.load(Formula.state(model));
      return opened.gradient(Formula.batch(model), "cross-entropy", 1);
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void namesAndShapesAreThoseOfTheStateDict(String model) throws IOException {
    List<String> names = new ArrayList<>();
    for (StateTensor tensor : Formula.tensors(model)) {
      names.add(tensor.name() + Arrays.toString(tensor.shape().getShape()).replace(" ", ""));
      if (tensor.isFollowedByBatchCount()) {
        names.add(tensor.name().replace("running_var", "num_batches_tracked") + "[]");
      }
    }
    List<String> expected = new ArrayList<>();
    golden(model).get("state").forEach(e -> expected.add(e.get(0).asText() + e.get(1)));
    assertThat(names).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("io.spirt.training.Formula#comparable")
  void logitsAreTorchs(String model) throws IOException {
    JsonNode expected = golden(model).get("logits");
    float[] values = new float[expected.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) expected.get(i).asDouble();
    }
    Values.assertClose("logits", Values.logits(model), values, TOLERANCE, 0);
  }

  @ParameterizedTest
  @MethodSource("io.spirt.training.Formula#comparable")
  void lossGradientAndBuffersAreTorchs(String model) throws IOException {
    JsonNode golden = golden(model);
    Gradient gradient = gradient(model);
    assertThat(gradient.loss()).isCloseTo(golden.get("loss").asDouble(), within(TOLERANCE));
    assertThat(gradient.samples()).isEqualTo(Formula.SAMPLES);
    compare(model, true, Values.floats(gradient.values()), golden.get("gradient"));
    compare(model, false, Values.floats(gradient.buffers()), golden.get("buffers"));
  }

  private static void compare(String model, boolean trainable, float[] values, JsonNode golden) {
    // A bias that a BatchNorm follows has a gradient of nothing but rounding: hence a floor.
    double floor = 1e-3 * Values.norm(values);
    int start = 0;
    for (StateTensor tensor : Formula.tensors(model)) {
      if (tensor.isTrainable() == trainable) {
        float[] part = Arrays.copyOfRange(values, start, start + tensor.size());
        compare(tensor.name(), part, golden.get(tensor.name()), floor);
        start += tensor.size();
      }
    }
    assertThat(start).isEqualTo(values.length);
  }

  private static void compare(String name, float[] values, JsonNode golden, double floor) {
    double norm = golden.get("norm").asDouble();
    double limit = TOLERANCE * Math.max(norm, floor);
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    assertThat(Values.norm(values)).as(name).isCloseTo(norm, within(limit));
    assertThat(sum)
        .as(name)
        .isCloseTo(golden.get("sum").asDouble(), within(limit * Math.sqrt(values.length)));
    int[] picks = {0, values.length / 3, values.length - 1};
    for (int i = 0; i < picks.length; i++) {
      double pick = golden.get("picks").get(i).asDouble();
      assertThat((double) values[picks[i]]).as(name).isCloseTo(pick, within(limit));
    }
  }
}
