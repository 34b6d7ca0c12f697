package io.spirt.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spirt.database.OptimizerState;
import io.spirt.database.OptimizerTensor;
import io.spirt.engine.ModelState;
import io.spirt.peer.View;
import io.spirt.safetensors.SafetensorsFile;
import io.spirt.safetensors.SafetensorsReader;
import io.spirt.store.FileObjectStore;
import io.spirt.tensor.TensorDigest;
import io.spirt.testing.Values;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointsTest {
  private static final String FOLDER = "runs/demo/checkpoints/";

  private final MemoryStore store = new MemoryStore();
  private final Checkpoints checkpoints = new Checkpoints(store, "demo");

  private void put(int... versions) {
    for (int version : versions) {
      checkpoints.put(SampleCheckpoints.plain(version));
    }
  }

  private SafetensorsFile file(String key) {
    return SafetensorsReader.readFile(key, ByteBuffer.wrap(store.get(key)));
  }

  @Test
  void isOneSafetensorsFileThatOtherToolsCanRead() {
    checkpoints.put(SampleCheckpoints.full(7));
    assertThat(store.list("")).containsExactly(FOLDER + "000000007.safetensors");
    SafetensorsFile file = file(FOLDER + "000000007.safetensors");
    assertThat(file.tensors().keySet()).containsExactly("params", "buffers", "velocity");
    assertThat(Values.floats(file.tensors().get("params").data()))
        .containsExactly(1, -2.5f, Float.MIN_VALUE);
    assertThat(Values.floats(file.tensors().get("buffers").data())).containsExactly(0.5f);
    assertThat(file.metadata())
        .containsAllEntriesOf(
            Map.of(
                "format", "spirt-checkpoint-1",
                "run", "demo",
                "version", "7",
                "paramsDigest", TensorDigest.of(Values.bytes(1, -2.5f, Float.MIN_VALUE)),
                "view", "{\"peers\":4,\"changes\":[{\"epoch\":3,\"removed\":[2],\"added\":[]}]}",
                "viewEpoch", "3"))
        .containsKey("convergence");
  }

  @Test
  void leavesOutWhatThereIsNone() {
    put(5);
    SafetensorsFile file = file(FOLDER + "000000005.safetensors");
    assertThat(file.tensors().keySet()).containsExactly("params", "buffers");
    assertThat(file.metadata()).doesNotContainKey("convergence");
    assertThat(checkpoints.at(5)).contains(SampleCheckpoints.plain(5));
  }

  @Test
  void keepsTheMomentsOfAdam() {
    checkpoints.put(SampleCheckpoints.adam(5));
    SafetensorsFile file = file(FOLDER + "000000005.safetensors");
    assertThat(file.tensors().keySet())
        .containsExactly("params", "buffers", "first-moment", "second-moment");
    assertThat(Values.floats(file.tensors().get("first-moment").data())).containsExactly(3, -4, 0);
    assertThat(checkpoints.at(5)).contains(SampleCheckpoints.adam(5));
  }

  @Test
  void isKeptInAFolder(@TempDir Path folder) {
    Checkpoints kept = new Checkpoints(new FileObjectStore(folder), "demo");
    kept.put(SampleCheckpoints.full(7));
    kept.put(SampleCheckpoints.full(8));
    assertThat(kept.newest(0)).contains(SampleCheckpoints.full(8));
    kept.keepNewest(1, 1_000_000_000);
    assertThat(kept.versions()).containsExactly(8);
  }

  @Test
  void findsTheNewestOfAVersionAtLeast() {
    assertThat(checkpoints.newest(0)).isEmpty();
    put(9, 10, 100);
    assertThat(checkpoints.newest(0)).contains(SampleCheckpoints.plain(100));
    assertThat(checkpoints.newest(100)).contains(SampleCheckpoints.plain(100));
    assertThat(checkpoints.newest(101)).isEmpty();
    assertThat(checkpoints.at(9)).contains(SampleCheckpoints.plain(9));
    assertThat(checkpoints.at(11)).isEmpty();
  }

  @Test
  void passesOverInvalidOnesWhenItLooksForTheNewest() {
    put(1, 2);
    store.put(FOLDER + "000000003.safetensors", new byte[100]);
    store.put(FOLDER + "000000004.safetensors", store.get(FOLDER + "000000001.safetensors"));
    assertThat(checkpoints.newest(0)).contains(SampleCheckpoints.plain(2));
    assertThat(checkpoints.newest(3)).isEmpty();
    assertThatThrownBy(() -> checkpoints.at(3))
        .isInstanceOf(InvalidCheckpointException.class)
        .hasMessageStartingWith(
            "object 'runs/demo/checkpoints/000000003.safetensors' is not a valid checkpoint: ");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 999_999_999, 1_000_000_000, Integer.MAX_VALUE})
  void keepsEveryVersionThatThereCanBe(int version) {
    put(version);
    assertThat(checkpoints.versions()).containsExactly(version);
    assertThat(checkpoints.newest(0)).contains(SampleCheckpoints.plain(version));
  }

  @Test
  void countsNothingThatItDidNotName() {
    put(3);
    byte[] bytes = store.get(FOLDER + "000000003.safetensors");
    for (String name :
        new String[] {
          "3.safetensors",
          "0000000003.safetensors",
          "9999999999.safetensors",
          "000000004.safetensors.part",
          "00000000a.safetensors",
          "old/000000005.safetensors"
        }) {
      store.put(FOLDER + name, bytes);
    }
    store.put("runs/demo2/checkpoints/000000006.safetensors", bytes);
    assertThat(checkpoints.versions()).containsExactly(3);
    checkpoints.keepNewest(1, 1_000_000_000);
    assertThat(store.list("")).hasSize(8);
  }

  @Test
  void keepsTheNewestAndDeletesTheRest() {
    put(1, 20, 3, 1_000_000_000, 5);
    checkpoints.keepNewest(9, 1_000_000_000);
    assertThat(checkpoints.versions()).containsExactly(1, 3, 5, 20, 1_000_000_000);
    checkpoints.keepNewest(2, 1_000_000_000);
    checkpoints.keepNewest(2, 1_000_000_000);
    assertThat(checkpoints.versions()).containsExactly(20, 1_000_000_000);
    assertThatThrownBy(() -> checkpoints.keepNewest(0, 1_000_000_000))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not 0");
  }

  /** A version that nobody has come to is nobody's to count with. */
  @Test
  void laterVersionsAreNeitherCountedNorDeleted() {
    put(1, 2, 3, 900);
    checkpoints.keepNewest(2, 3);
    assertThat(checkpoints.versions()).containsExactly(2, 3, 900);
  }

  @Test
  void refusesToStoreParamsThatAreNotThoseOfTheDigest() {
    Checkpoint old = SampleCheckpoints.plain(1);
    Checkpoint mixed =
        new Checkpoint(
            1,
            old.paramsDigest(),
            SampleCheckpoints.plain(2).state(),
            old.optimizer(),
            old.view(),
            1,
            null);
    assertThatThrownBy(() -> checkpoints.put(mixed))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(old.paramsDigest());
    assertThat(store.list("")).isEmpty();
  }

  @Test
  void refusesLengthsThatDoNotFit() {
    ModelState two = new ModelState(Values.bytes(1, 2), Values.none());
    View view = View.initial(1);
    OptimizerState none = OptimizerState.none();
    OptimizerState velocity = new OptimizerState(Map.of(OptimizerTensor.VELOCITY, Values.bytes(1)));
    assertThatThrownBy(() -> new Checkpoint(1, "", two, velocity, view, 1, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("velocity's bytes: 4");
    ModelState half = new ModelState(ByteBuffer.allocate(6), Values.none());
    assertThatThrownBy(() -> new Checkpoint(1, "", half, none, view, 1, null))
        .hasMessageContaining("params' bytes: 6");
    assertThatThrownBy(() -> new Checkpoint(-1, "", two, none, view, 1, null))
        .hasMessageContaining("version: -1");
  }
}
