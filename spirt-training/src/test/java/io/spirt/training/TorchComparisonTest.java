package io.spirt.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.spirt.engine.Gradient;
import io.spirt.engine.TrainableModel;
import io.spirt.training.model.StateTensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The models against PyTorch itself, value by value, where it is installed. */
class TorchComparisonTest {
  private static final String PYTHON = "/usr/bin/python3";
  private static final Path SCRIPTS = Path.of("src/test/python");

  @TempDir private Path folder;

  @BeforeAll
  static void needsTorch() throws Exception {
    boolean works =
        Files.isExecutable(Path.of(PYTHON))
            && run(List.of("-c", "import torch, torchvision")).exit() == 0;
    assumeTrue(
        works,
        "skipped: to compare with PyTorch, apt-get install python3-torch python3-torchvision");
  }

  private record Outcome(int exit, String output) {}

  private static Outcome run(List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(PYTHON, "-B"));
    command.addAll(arguments);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Outcome(process.waitFor(), output);
  }

  private static void script(String name, Object... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(SCRIPTS.resolve(name).toString()));
    Arrays.stream(arguments).map(String::valueOf).forEach(command::add);
    Outcome outcome = run(command);
    assertThat(outcome.exit()).as(outcome.output()).isZero();
  }

  private float[] torch(String part) throws IOException {
    byte[] bytes = Files.readAllBytes(folder.resolve(part + ".bin"));
    return Values.floats(ByteBuffer.wrap(bytes));
  }

  @ParameterizedTest
  @ValueSource(strings = {"lenet5", "mobilenet-v3-small"})
  void everyValueIsTorchs(String model) throws Exception {
    script("make_golden.py", folder, model);
    Gradient gradient;
    try (TrainableModel opened =
        new DjlTrainingEngine().open(Formula.spec(model), Formula.DATA, false)) {
      opened.load(Formula.state(model));
      gradient = opened.gradient(Formula.batch(), "cross-entropy", 1);
    }
    Values.assertClose("logits", Values.logits(model), torch("logits"), 1e-4, 0);
    Values.assertClose("buffers", Values.floats(gradient.buffers()), torch("buffers"), 1e-4, 1e-9);
    float[] expected = torch("gradient");
    float[] actual = Values.floats(gradient.values());
    int start = 0;
    for (StateTensor tensor : Formula.tensors(model)) {
      if (tensor.isTrainable()) {
        int end = start + tensor.size();
        Values.assertClose(
            tensor.name(),
            Arrays.copyOfRange(actual, start, end),
            Arrays.copyOfRange(expected, start, end),
            1e-4,
            1e-3 * Values.norm(expected));
        start = end;
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"lenet5", "mobilenet-v3-small"})
  void exportLoadsStrictlyIntoTorch(String model) throws Exception {
    Path file = folder.resolve("model.safetensors");
    try (TrainableModel opened = new DjlTrainingEngine().open(Formula.spec(model), Formula.DATA)) {
      opened.load(Formula.state(model));
      opened.export(file, 1234);
    }
    script("check_export.py", file, model, 1234);
  }
}
