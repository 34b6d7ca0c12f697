package io.spirt.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.spirt.engine.Gradient;
import io.spirt.engine.TrainableModel;
import io.spirt.training.model.StateTensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The models against PyTorch itself, value by value, where it is installed. */
class TorchComparisonTest {
  private static final double TOLERANCE = 1e-4;
  private static final double TINY = 1e-9;
  private static final Path REPORT = Path.of("target/parity.txt");

  private static TorchScripts scripts;

  @TempDir private Path folder;

  @BeforeAll
  static void needsTorch() throws IOException {
    Files.deleteIfExists(REPORT);
    scripts = TorchScripts.open("to compare with PyTorch");
  }

  @AfterAll
  static void closes() {
    if (scripts != null) {
      scripts.close();
    }
  }

  private float[] torch(String part) throws IOException {
    byte[] bytes = Files.readAllBytes(folder.resolve(part + ".bin"));
    return Values.floats(ByteBuffer.wrap(bytes));
  }

  static List<String> models() {
    return Formula.comparable();
  }

  private static Gradient gradient(String model) {
    try (TrainableModel opened =
        new DjlTrainingEngine().open(Formula.spec(model), Formula.data(model), false)) {
      opened.load(Formula.state(model));
      return opened.gradient(Formula.batch(model), "cross-entropy", 1);
    }
  }

  /** Compares tensor by tensor and returns the largest deviation. */
  private static double compare(
      String model, boolean trainable, float[] actual, float[] expected, double floor) {
    double largest = 0;
    int start = 0;
    for (StateTensor tensor : Formula.tensors(model)) {
      if (tensor.isTrainable() == trainable) {
        int end = start + tensor.size();
        float[] found = Arrays.copyOfRange(actual, start, end);
        float[] wanted = Arrays.copyOfRange(expected, start, end);
        largest =
            Math.max(largest, Values.assertClose(tensor.name(), found, wanted, TOLERANCE, floor));
        start = end;
      }
    }
    assertThat(start).isEqualTo(expected.length);
    return largest;
  }

  @ParameterizedTest
  @MethodSource("models")
  void everyValueIsTorchs(String model) throws Exception {
    scripts.run("make_golden.py", folder, model);
    Gradient gradient = gradient(model);
    float[] loss = {(float) gradient.loss()};
    double ofLoss = Values.assertClose("loss", loss, torch("loss"), TOLERANCE, 0);
    double ofLogits =
        Values.assertClose("logits", Values.logits(model), torch("logits"), TOLERANCE, 0);
    float[] buffers = torch("buffers");
    double ofBuffers = compare(model, false, Values.floats(gradient.buffers()), buffers, TINY);
    float[] expected = torch("gradient");
    // A bias that a BatchNorm follows has a gradient of nothing but rounding: hence a floor.
    double floor = 1e-3 * Values.norm(expected);
    double ofGradient = compare(model, true, Values.floats(gradient.values()), expected, floor);
    report(
        String.format(
            "%s: largest deviation of logits %.1e, loss %.1e, gradients %.1e, statistics %.1e%n",
            model, ofLogits, ofLoss, ofGradient, ofBuffers));
  }

  /** Adds a line to {@code target/parity.txt}. */
  private static void report(String line) throws IOException {
    Files.writeString(REPORT, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  @ParameterizedTest
  @MethodSource("models")
  void exportLoadsStrictlyIntoTorch(String model) throws Exception {
    Path file = folder.resolve("model.safetensors");
    try (TrainableModel opened =
        new DjlTrainingEngine().open(Formula.spec(model), Formula.data(model))) {
      opened.load(Formula.state(model));
      opened.export(file, 1234);
    }
    scripts.run("check_export.py", file, model, 1234);
  }
}
