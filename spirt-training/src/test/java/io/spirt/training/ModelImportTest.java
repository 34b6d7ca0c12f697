package io.spirt.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spirt.engine.InvalidModelException;
import io.spirt.engine.ModelFiles;
import io.spirt.engine.ModelState;
import io.spirt.engine.TrainableModel;
import io.spirt.engine.TrainingEngine;
import io.spirt.job.ModelSpec;
import io.spirt.safetensors.Dtype;
import io.spirt.safetensors.SafetensorsReader;
import io.spirt.safetensors.SafetensorsWriter;
import io.spirt.safetensors.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Training that starts from a file's weights. */
class ModelImportTest {
  private final TrainingEngine engine = TrainingEngine.find();

  @TempDir private Path folder;

  private static ModelSpec from(String model) {
    return new ModelSpec(model, Formula.CLASSES, "file:/w.safetensors", null, null);
  }

  private static ModelFiles weights(byte[] file) {
    return new ModelFiles() {
      @Override
      public Optional<ByteBuffer> weights() {
        return Optional.of(ByteBuffer.wrap(file));
      }

      @Override
      public Optional<ByteBuffer> jar() {
        return Optional.empty();
      }
    };
  }

  /** The formula's model as a file. */
  private byte[] exported(String model) throws IOException {
    Path file = folder.resolve("model.safetensors");
    try (TrainableModel opened = engine.open(Formula.spec(model), Formula.DATA)) {
      opened.load(Formula.state(model));
      opened.export(file, 77);
    }
    return Files.readAllBytes(file);
  }

  private ModelState initialise(String model, byte[] file) {
    return engine.initialise(from(model), Formula.DATA, 5, weights(file));
  }

  private static Map<String, Tensor> tensors(byte[] file) {
    return new LinkedHashMap<>(SafetensorsReader.read("test", ByteBuffer.wrap(file)));
  }

  private static byte[] file(Map<String, Tensor> tensors) {
    return SafetensorsWriter.toBytes(new ArrayList<>(tensors.values()));
  }

  private static Tensor zeros(String name, Dtype dtype, long... shape) {
    List<Long> lengths = Arrays.stream(shape).boxed().toList();
    int bytes = dtype.bytes();
    for (long length : shape) {
      bytes *= (int) length;
    }
    return new Tensor(name, dtype, lengths, ByteBuffer.allocate(bytes));
  }

  @ParameterizedTest
  @ValueSource(strings = {"lenet5", "mobilenet-v3-small"})
  void whatWasExportedIsWhereItGoesOn(String model) throws IOException {
    ModelState state = initialise(model, exported(model));
    assertThat(state.params()).isEqualTo(Formula.state(model).params());
    assertThat(state.buffers()).isEqualTo(Formula.state(model).buffers());
    engine.check(from(model), Formula.DATA, weights(exported(model)));
  }

  @Test
  void theOrderInTheFileAndTheCountsOfBatchesDoNotMatter() throws IOException {
    Map<String, Tensor> found = tensors(exported("mobilenet-v3-small"));
    Map<String, Tensor> reversed = new LinkedHashMap<>();
    List<String> names = new ArrayList<>(found.keySet());
    Collections.reverse(names);
    names.stream()
        .filter(name -> !name.endsWith("num_batches_tracked"))
        .forEach(name -> reversed.put(name, found.get(name)));
    ModelState state = initialise("mobilenet-v3-small", file(reversed));
    assertThat(state.params()).isEqualTo(Formula.state("mobilenet-v3-small").params());
  }

  @Test
  void listsAllThatDiffersInOneError() throws IOException {
    Map<String, Tensor> tensors = tensors(exported("lenet5"));
    tensors.remove("conv1.weight");
    tensors.put("fc2.bias", zeros("fc2.bias", Dtype.I32, 84));
    tensors.put("fc3.weight", zeros("fc3.weight", Dtype.F32, 100, 84));
    tensors.put("fc4.weight", zeros("fc4.weight", Dtype.F32, 1));
    byte[] file = file(tensors);
    String message =
        "model.weights file:/w.safetensors does not fit lenet5 with 10 classes, 4 of its tensors:"
            + " conv1.weight F32 [6, 1, 5, 5] is missing;"
            + " fc2.bias is I32 [84], the network's F32 [84];"
            + " fc3.weight is F32 [100, 84], the network's F32 [10, 84];"
            + " fc4.weight is not one of the network's."
            + " Give weights of the same network with as many classes, or set model.name and"
            + " model.classes to the weights'";
    assertThatThrownBy(() -> initialise("lenet5", file))
        .isInstanceOf(InvalidModelException.class)
        .hasMessage(message);
    assertThatThrownBy(() -> engine.check(from("lenet5"), Formula.DATA, weights(file)))
        .hasMessage(message);
  }

  @Test
  void listsTheFirstTenAndHowManyMore() throws IOException {
    byte[] lenet = exported("lenet5");
    assertThatThrownBy(() -> initialise("mobilenet-v3-small", lenet))
        .hasMessageContaining("does not fit mobilenet-v3-small with 10 classes, 220 of its tensors")
        .hasMessageContaining("; and 210 more. Give");
  }

  @Test
  void refusesValuesThatAreNoNumbers() throws IOException {
    Map<String, Tensor> tensors = tensors(exported("lenet5"));
    Tensor bias = zeros("fc1.bias", Dtype.F32, 120);
    bias.data().order(ByteOrder.LITTLE_ENDIAN).putFloat(40, Float.NaN);
    tensors.put("fc1.bias", bias);
    byte[] file = file(tensors);
    assertThatThrownBy(() -> initialise("lenet5", file))
        .hasMessageContaining("fc1.bias holds a value that is infinite or not a number");
  }

  @Test
  void refusesOtherFiles() {
    assertThatThrownBy(
            () -> initialise("lenet5", "PK\3\4 archive".getBytes(StandardCharsets.US_ASCII)))
        .hasMessage(
            "file:/w.safetensors is a zip archive, such as torch.save and torch.jit.save write,"
                + " not a safetensors file: write it with"
                + " safetensors.torch.save_file(network.state_dict(), FILE)");
    assertThatThrownBy(() -> initialise("lenet5", new byte[3]))
        .isInstanceOf(InvalidModelException.class)
        .hasMessageContaining(
            "file:/w.safetensors is not a valid safetensors file: it has 3 bytes");
  }
}
