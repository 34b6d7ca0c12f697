package io.spirt.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spirt.database.OptimizerTensor;
import io.spirt.safetensors.Dtype;
import io.spirt.safetensors.SafetensorsFile;
import io.spirt.safetensors.SafetensorsReader;
import io.spirt.safetensors.SafetensorsWriter;
import io.spirt.safetensors.Tensor;
import io.spirt.testing.Values;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An object is input: one that is not the checkpoint wanted is refused, and the error says why. */
class CheckpointFileTest {
  private static final int VERSION = 7;
  private static final byte[] SOUND = CheckpointFile.write("demo", SampleCheckpoints.full(VERSION));

  private static Checkpoint read(byte[] bytes) {
    return CheckpointFile.read("object", "demo", VERSION, bytes);
  }

  private static void assertRefused(byte[] bytes, String problem) {
    assertThatThrownBy(() -> read(bytes))
        .isExactlyInstanceOf(InvalidCheckpointException.class)
        .hasMessageStartingWith("object 'object' is not a valid checkpoint: ")
        .hasMessageContaining(problem);
  }

  private static SafetensorsFile sound() {
    return SafetensorsReader.readFile("sound", ByteBuffer.wrap(SOUND));
  }

  /** The sound file with one text changed, or removed by null. */
  private static byte[] with(String name, String text) {
    Map<String, String> metadata = new LinkedHashMap<>(sound().metadata());
    metadata.put(name, text);
    metadata.values().removeIf(value -> value == null);
    return SafetensorsWriter.toBytes(metadata, List.copyOf(sound().tensors().values()));
  }

  /** The sound file with one tensor changed or added. */
  private static byte[] with(Tensor tensor) {
    Map<String, Tensor> tensors = new LinkedHashMap<>(sound().tensors());
    tensors.put(tensor.name(), tensor);
    return SafetensorsWriter.toBytes(sound().metadata(), List.copyOf(tensors.values()));
  }

  private static byte[] without(String tensor) {
    Map<String, Tensor> tensors = new LinkedHashMap<>(sound().tensors());
    tensors.remove(tensor);
    return SafetensorsWriter.toBytes(sound().metadata(), List.copyOf(tensors.values()));
  }

  private static Tensor flat(String name, float... values) {
    return new Tensor(name, Dtype.F32, List.of((long) values.length), Values.bytes(values));
  }

  @Test
  void theFileThatTheseTestsChangeIsSound() {
    assertThat(read(SOUND)).isEqualTo(SampleCheckpoints.full(VERSION));
    assertThat(read(with("run", "demo"))).isEqualTo(SampleCheckpoints.full(VERSION));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "format | spirt-checkpoint-2 | its format is 'spirt-checkpoint-2' and should be",
        "run | other | its run is 'other' and should be 'demo'",
        "version | 8 | its version is '8' and should be '7'",
        "version | 07 | its version is '07'",
        "paramsDigest | 00ff | its paramsDigest is '00ff' and should be '",
        "digest | 00ff | its digest is '00ff' and should be '",
        "viewEpoch | -1 | its viewEpoch is '-1'",
        "viewEpoch | 03 | its viewEpoch is '03'",
        "viewEpoch | 3.5 | its viewEpoch is '3.5'",
        "viewEpoch | 99999999999 | its viewEpoch is '99999999999'",
        "viewEpoch | 4 | its digest is",
        "note | hello | [note] unknown",
      })
  void refusesOtherMetadata(String name, String text, String problem) {
    assertRefused(with(name, text), problem);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"format", "run", "version", "paramsDigest", "view", "viewEpoch", "digest"})
  void refusesMissingMetadata(String name) {
    assertRefused(with(name, null), "[" + name + "] is missing");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "null",
        "[]",
        "4",
        "{}",
        "{\"peers\":4}",
        "{\"peers\":0,\"changes\":[]}",
        "{\"peers\":4,\"changes\":null}",
        "{\"peers\":4,\"changes\":[]} {}",
        "{\"peers\":4,\"peers\":4,\"changes\":[]}",
        "{\"peers\":4,\"changes\":[],\"others\":[]}",
        "{\"peers\":2,\"changes\":[{\"epoch\":2,\"removed\":[5],\"added\":[]}]}",
        "{\"peers\":2,\"changes\":[{\"epoch\":2,\"removed\":[0,1],\"added\":[]}]}",
        "{\"peers\":2,\"changes\":[{\"epoch\":2,\"removed\":null,\"added\":[]}]}"
      })
  void refusesAViewThatIsNotSound(String json) {
    assertRefused(with("view", json), "its view is ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "{}", "{\"epoch\":10}", "[1]", "\"stop\""})
  void refusesAConvergenceThatIsNotSound(String json) {
    assertRefused(with("convergence", json), "its convergence is ");
  }

  @Test
  void refusesAnotherSoundViewOrConvergence() {
    assertRefused(with("view", "{\"peers\":4,\"changes\":[]}"), "its digest is");
    assertRefused(with("convergence", null), "its digest is");
  }

  @Test
  void refusesOtherTensors() {
    assertRefused(with(flat("params", 1, -2.5f, 0)), "its paramsDigest is");
    assertRefused(with(flat("params", 1, -2.5f)), "velocity has 12 bytes and its params have 8");
    assertRefused(with(flat("buffers", 0.25f)), "its digest is");
    assertRefused(with(flat("buffers")), "its digest is");
    assertRefused(with(flat("velocity", 0, 0, 0)), "its digest is");
    assertRefused(with(flat("velocity", 0)), "velocity has 4 bytes and its params have 12");
    assertRefused(with(flat("more", 1)), "its tensors are [buffers, more, params, velocity]");
  }

  @Test
  void refusesOtherMoments() {
    byte[] sound = CheckpointFile.write("demo", SampleCheckpoints.adam(VERSION));
    assertThat(read(sound)).isEqualTo(SampleCheckpoints.adam(VERSION));
    SafetensorsFile file = SafetensorsReader.readFile("sound", ByteBuffer.wrap(sound));
    for (String name : List.of("first-moment", "second-moment")) {
      Map<String, Tensor> tensors = new LinkedHashMap<>(file.tensors());
      tensors.put(name, flat(name, 3, 3, 3));
      assertRefused(
          SafetensorsWriter.toBytes(file.metadata(), List.copyOf(tensors.values())),
          "its digest is");
      tensors.put(name, flat(name, 3));
      assertRefused(
          SafetensorsWriter.toBytes(file.metadata(), List.copyOf(tensors.values())),
          "its " + name + " has 4 bytes and its params have 12");
      tensors.remove(name);
      assertRefused(
          SafetensorsWriter.toBytes(file.metadata(), List.copyOf(tensors.values())),
          "its digest is");
    }
  }

  /**
   * Written before Adam was there; its digest, worked out by Python's hashlib, counts a velocity of
   * length 0.
   */
  @Test
  void readsFilesWithoutAnythingOfAnOptimizer() {
    Map<String, String> metadata =
        SafetensorsReader.readFile(
                "plain",
                ByteBuffer.wrap(CheckpointFile.write("demo", SampleCheckpoints.plain(VERSION))))
            .metadata();
    assertThat(metadata.get("digest"))
        .isEqualTo("a8aa9f907738f967c220e4d70f0cc0ba2f3c5b29617e8814c0048b224d52830a");
  }

  @Test
  void refusesMissingTensors() {
    assertRefused(without("params"), "its tensors are [buffers, velocity]");
    assertRefused(without("buffers"), "its tensors are [params, velocity]");
    assertRefused(without("velocity"), "its digest is");
  }

  @Test
  void refusesTensorsOfAnotherKind() {
    ByteBuffer bytes = Values.bytes(1, -2.5f, Float.MIN_VALUE);
    assertRefused(
        with(new Tensor("params", Dtype.I32, List.of(3L), bytes)), "its params are I32 [3]");
    assertRefused(
        with(new Tensor("params", Dtype.F32, List.of(3L, 1L), bytes)), "its params are F32 [3, 1]");
  }

  @Test
  void refusesBytesAtTheEnd() {
    byte[] longer = Arrays.copyOf(SOUND, SOUND.length + 1);
    assertRefused(longer, "1 bytes follow the last tensor");
  }

  @Test
  void refusesEveryPartOfTheFile() {
    for (int length = 0; length < SOUND.length; length++) {
      assertRefused(Arrays.copyOf(SOUND, length), "it is not a valid safetensors file: ");
    }
  }

  @Test
  void refusesEveryFlippedBit() {
    for (int bit = 0; bit < 8 * SOUND.length; bit++) {
      byte[] bytes = SOUND.clone();
      bytes[bit / 8] ^= (byte) (1 << bit % 8);
      assertRefused(bytes, "");
    }
  }

  @Test
  void itsTensorsAreViewsOfTheBytes() {
    Checkpoint checkpoint = read(SOUND);
    assertThat(checkpoint.state().params().hasArray()).isTrue();
    assertThat(checkpoint.state().params().array()).isSameAs(SOUND);
    assertThat(checkpoint.optimizer().get(OptimizerTensor.VELOCITY).array()).isSameAs(SOUND);
  }
}
