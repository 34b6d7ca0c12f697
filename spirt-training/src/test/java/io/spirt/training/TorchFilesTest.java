package io.spirt.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Model;
import io.spirt.engine.ModelFiles;
import io.spirt.engine.ModelState;
import io.spirt.engine.TrainingEngine;
import io.spirt.job.ModelSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that PyTorch itself made, where it is installed. */
class TorchFilesTest {
  private static TorchScripts scripts;

  @TempDir private Path folder;

  @BeforeAll
  static void needsTorch() throws IOException {
    scripts = TorchScripts.open("to read PyTorch's files");
  }

  @AfterAll
  static void closes() {
    if (scripts != null) {
      scripts.close();
    }
  }

  /** The formula's network, saved by PyTorch; beside it the same as TorchScript. */
  private Path saved(String model) throws Exception {
    Path file = folder.resolve("torch.safetensors");
    scripts.run("make_weights.py", file, model);
    return file;
  }

  private static ModelState initialise(String model, Path file) throws IOException {
    ModelSpec spec =
        new ModelSpec(model, Formula.CLASSES, file.getFileName().toString(), null, null);
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
    ModelFiles files =
        new ModelFiles() {
          @Override
          public Optional<ByteBuffer> weights() {
            return Optional.of(bytes);
          }

          @Override
          public Optional<ByteBuffer> jar() {
            return Optional.empty();
          }
        };
    return TrainingEngine.find().initialise(spec, Formula.DATA, 0, files);
  }

  @ParameterizedTest
  @ValueSource(strings = {"lenet5", "mobilenet-v3-small"})
  void trainingStartsFromThemBitByBit(String model) throws Exception {
    ModelState state = initialise(model, saved(model));
    assertThat(state.params()).isEqualTo(Formula.state(model).params());
    assertThat(state.buffers()).isEqualTo(Formula.state(model).buffers());
  }

  @Test
  void aScriptIsRefusedAlsoUnderAnotherName() throws Exception {
    Path script = folder.resolve("script.safetensors");
    Files.move(Path.of(saved("mobilenet-v3-small") + ".pt"), script);
    assertThatThrownBy(() -> initialise("mobilenet-v3-small", script))
        .hasMessageContaining("script.safetensors is a zip archive, such as torch.save and");
  }

  /** The reason why scripts are refused; should this ever fail, they can be taken. */
  @Test
  void ofAScriptDjlShowsNoRunningStatistics() throws Exception {
    Path script = Path.of(saved("mobilenet-v3-small") + ".pt");
    assertThat(TrainingEngine.find().version()).contains("PyTorch");
    try (Model model = Model.newInstance("script", "PyTorch")) {
      model.load(folder, script.getFileName().toString(), Map.of("trainParam", "true"));
      List<String> shown = model.getBlock().getParameters().keys();
      assertThat(shown)
          .contains("features.0.1.weight", "features.0.1.bias")
          .noneMatch(name -> name.contains("running_"));
    }
  }
}
