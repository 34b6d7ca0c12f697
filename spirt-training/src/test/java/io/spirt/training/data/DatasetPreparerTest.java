package io.spirt.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.spirt.engine.DatasetManifest;
import io.spirt.engine.DatasetManifest.Split;
import io.spirt.job.DatasetSpec;
import io.spirt.safetensors.SafetensorsReader;
import io.spirt.safetensors.Tensor;
import io.spirt.store.FileObjectStore;
import io.spirt.store.ObjectStore;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetPreparerTest {
  @TempDir private Path folder;
  private ObjectStore store;

  @BeforeEach
  void openStore() {
    store = new FileObjectStore(folder.resolve("store"));
    TestFiles.writeMnist(folder.resolve("data"), 60, 7);
  }

  private DatasetManifest prepare(DatasetSpec spec, long seed) {
    return DatasetPreparer.prepare(
        spec, seed, TestFiles.at(folder.resolve("data")), store, "runs/demo/data");
  }

  private static DatasetSpec mnist(int batchSize, double validation, Integer limit) {
    return new DatasetSpec("mnist", null, batchSize, validation, limit);
  }

  /** The first pixel of each image of a split: its number in the source file. */
  private List<Integer> samples(DatasetManifest manifest, Split split) {
    List<Integer> samples = new ArrayList<>();
    for (int i = 0; i < manifest.count(split); i++) {
      Map<String, Tensor> batch = read(manifest, split, i);
      ByteBuffer images = batch.get("images").data();
      ByteBuffer labels = batch.get("labels").data();
      for (int n = 0; n < images.limit() / TestFiles.IMAGE; n++) {
        int sample = images.get(n * TestFiles.IMAGE);
        assertThat(labels.getInt(n * 4)).isEqualTo(sample % 10);
        samples.add(sample);
      }
    }
    return samples;
  }

  private Map<String, Tensor> read(DatasetManifest manifest, Split split, int index) {
    byte[] object = store.get(manifest.key(split, index));
    return SafetensorsReader.read("batch", ByteBuffer.wrap(object));
  }

  @Test
  void splitsAreDisjointAndComplete() {
    DatasetManifest manifest = prepare(mnist(8, 0.25, null), 3);
    List<Integer> train = samples(manifest, Split.TRAIN);
    List<Integer> validation = samples(manifest, Split.VALIDATION);
    assertThat(train).hasSize(45).hasSize(manifest.trainSamples()).doesNotHaveDuplicates();
    assertThat(validation).hasSize(15).doesNotContainAnyElementsOf(train);
    assertThat(samples(manifest, Split.TEST)).containsExactly(0, 1, 2, 3, 4, 5, 6);
  }

  @Test
  void seedDecidesTheOrder() {
    List<Integer> order = samples(prepare(mnist(8, 0, null), 3), Split.TRAIN);
    assertThat(samples(prepare(mnist(8, 0, null), 4), Split.TRAIN)).isNotEqualTo(order);
    assertThat(order).isNotEqualTo(order.stream().sorted().toList());
  }

  @Test
  void limitTakesThatManySamples() {
    DatasetManifest manifest = prepare(mnist(8, 0.1, 20), 3);
    assertThat(manifest.trainSamples()).isEqualTo(18);
    assertThat(manifest.validationSamples()).isEqualTo(2);
  }

  @Test
  void aFractionAboveZeroKeepsAtLeastOneSample() {
    assertThat(prepare(mnist(8, 0.001, null), 3).validationSamples()).isEqualTo(1);
    assertThatThrownBy(() -> prepare(mnist(8, 0.5, 1), 3))
        .isInstanceOf(InvalidDatasetException.class)
        .hasMessageContaining("leave none to train on");
  }

  @Test
  void sameInputsAreNotPreparedTwice() {
    DatasetManifest manifest = prepare(mnist(8, 0.25, null), 3);
    store.put(manifest.key(Split.TRAIN, 0), new byte[] {1});
    assertThat(prepare(mnist(8, 0.25, null), 3)).isEqualTo(manifest);
    assertThat(store.get(manifest.key(Split.TRAIN, 0))).hasSize(1);
  }

  @Test
  void changedInputsArePreparedAnew() {
    String prefix = prepare(mnist(8, 0.25, null), 3).prefix();
    assertThat(prefix).startsWith("runs/demo/data/mnist-");
    assertThat(prepare(mnist(9, 0.25, null), 3).prefix()).isNotEqualTo(prefix);
    assertThat(prepare(mnist(8, 0.25, null), 4).prefix()).isNotEqualTo(prefix);
    TestFiles.writeMnist(folder.resolve("data"), 61, 7);
    assertThat(prepare(mnist(8, 0.25, null), 3).prefix()).isNotEqualTo(prefix);
  }

  @Test
  void halfPreparedDataAreNotTakenForWhole() {
    ObjectStore dying = new DyingStore(store, 5);
    DatasetSpec spec = mnist(8, 0.25, null);
    assertThatThrownBy(
            () ->
                DatasetPreparer.prepare(
                    spec, 3, TestFiles.at(folder.resolve("data")), dying, "runs/demo/data"))
        .hasMessage("died");
    assertThat(samples(prepare(spec, 3), Split.TRAIN)).hasSize(45);
  }

  @Test
  void statisticsAreThoseOfTheTrainingPart() {
    DatasetManifest manifest = prepare(mnist(8, 0.25, null), 3);
    double n = 45 * TestFiles.IMAGE;
    double mean = samples(manifest, Split.TRAIN).stream().mapToDouble(i -> i / 255.0).sum() / n;
    double squares =
        samples(manifest, Split.TRAIN).stream().mapToDouble(i -> i * i / 65025.0).sum() / n;
    assertThat(manifest.mean().get(0)).isCloseTo(mean, within(1e-12));
    assertThat(manifest.std().get(0)).isCloseTo(Math.sqrt(squares - mean * mean), within(1e-12));
  }

  @Test
  void unknownDatasetIsRefused() {
    assertThatThrownBy(() -> prepare(new DatasetSpec("svhn", null, 8, 0, null), 1))
        .hasMessage("no dataset 'svhn'; there are [digits, mnist, cifar10]");
  }
}
