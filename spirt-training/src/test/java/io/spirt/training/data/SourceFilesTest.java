package io.spirt.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spirt.job.DatasetSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** MNIST's and CIFAR-10's files: found wherever they may lie, and refused when broken. */
class SourceFilesTest {
  private static final String IMAGES = "train-images-idx3-ubyte";
  private static final String LABELS = "train-labels-idx1-ubyte";

  @TempDir private Path folder;

  private Dataset read(String name) {
    return read(TestFiles.spec(name), folder);
  }

  private static Dataset read(DatasetSpec spec, Path directory) {
    DatasetFormat format = DatasetFormat.named(spec.name());
    List<RawFile> files = new DatasetFinder(format, TestFiles.at(directory)).find(spec);
    return format.read(spec, 1, files);
  }

  private void assertRefused(String dataset, String file, byte[] bytes, String problem) {
    TestFiles.write(folder, file, bytes);
    assertThatThrownBy(() -> read(dataset))
        .isInstanceOf(InvalidDatasetException.class)
        .hasMessageContaining(folder.resolve(file).toString())
        .hasMessageContaining(problem)
        .hasMessageContaining("--data DIR");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "mnist"})
  void mnistIsFoundInTheFolderOrBelow(String sub) throws IOException {
    TestFiles.writeMnist(folder.resolve(sub), 6, 2);
    assertThat(read("mnist").train().count()).isEqualTo(6);
    assertThat(read("mnist").test().labels()).containsExactly(0, 1);
  }

  @Test
  void compressedFilesAreRead() throws IOException {
    TestFiles.writeMnist(folder, 6, 2);
    Files.delete(folder.resolve(IMAGES));
    TestFiles.write(folder, IMAGES + ".gz", TestFiles.gzip(TestFiles.idxImages(6)));
    assertThat(read("mnist").train().pixels()[5 * TestFiles.IMAGE]).isEqualTo((byte) 5);
  }

  @Test
  void anObjectStoreIsReadByItsUri() {
    TestFiles.writeMnist(folder, 6, 2);
    DatasetSpec spec = new DatasetSpec("mnist", folder.toUri().toString(), 4, 0, null);
    assertThat(read(spec, Path.of("nowhere")).train().count()).isEqualTo(6);
  }

  @Test
  void missingFilesAreNamed() throws IOException {
    assertThatThrownBy(() -> read("mnist"))
        .isInstanceOf(InvalidDatasetException.class)
        .hasMessageContaining("has no mnist")
        .hasMessageContaining(IMAGES)
        .hasMessageContaining("--data DIR, SPIRT_DATA or dataset.uri");
    TestFiles.writeMnist(folder, 6, 2);
    Files.delete(folder.resolve(LABELS));
    assertThatThrownBy(() -> read("mnist")).hasMessageContaining("lacks " + LABELS);
  }

  @Test
  void everyTruncatedMnistFileIsRefused() {
    TestFiles.writeMnist(folder, 6, 2);
    byte[] images = TestFiles.idxImages(6);
    for (int length : new int[] {0, 3, 4, 7, 12, 15, 16, 17, images.length - 1}) {
      assertRefused("mnist", IMAGES, Arrays.copyOf(images, length), "ends in its");
    }
    TestFiles.write(folder, IMAGES, images);
    for (int length : new int[] {0, 5, 8, 13}) {
      assertRefused("mnist", LABELS, Arrays.copyOf(TestFiles.idxLabels(6), length), "ends in its");
    }
  }

  @Test
  void truncatedAndForeignGzipIsRefused() throws IOException {
    TestFiles.writeMnist(folder, 6, 2);
    Files.delete(folder.resolve(IMAGES));
    byte[] file = TestFiles.gzip(TestFiles.idxImages(6));
    for (int length : new int[] {2, 9, 11, file.length / 2, file.length - 1}) {
      TestFiles.write(folder, IMAGES + ".gz", Arrays.copyOf(file, length));
      assertThatThrownBy(() -> read("mnist"))
          .isInstanceOf(InvalidDatasetException.class)
          .hasMessageContaining(IMAGES + ".gz");
    }
  }

  @Test
  void foreignMnistFilesAreRefused() {
    TestFiles.writeMnist(folder, 6, 2);
    byte[] images = TestFiles.idxImages(6);
    assertRefused(
        "mnist", IMAGES, TestFiles.idxLabels(9000), "magic 0x00000801, expected 0x00000803");
    assertRefused("mnist", IMAGES, with(images, 8, 32), "images of 32 x 28, expected 28 x 28");
    assertRefused("mnist", IMAGES, with(images, 4, -1), "claims -1 items");
    assertRefused("mnist", IMAGES, with(images, 4, Integer.MAX_VALUE), "claims 2147483647 items");
    assertRefused("mnist", IMAGES, Arrays.copyOf(images, images.length + 1), "goes on after");
    TestFiles.write(folder, IMAGES, images);
    byte[] labels = TestFiles.idxLabels(6);
    labels[10] = 10;
    assertRefused("mnist", LABELS, labels, "has label 10 at item 2, expected 0 to 9");
    assertRefused("mnist", LABELS, TestFiles.idxLabels(5), "has 5 labels for the 6 images");
  }

  @Test
  void gzipBombIsNotInflated() throws IOException {
    TestFiles.writeMnist(folder, 6, 2);
    Files.delete(folder.resolve(IMAGES));
    byte[] bomb = Arrays.copyOf(TestFiles.idxImages(6), 200_000_000);
    TestFiles.write(folder, IMAGES + ".gz", TestFiles.gzip(bomb));
    assertThatThrownBy(() -> read("mnist")).hasMessageContaining("goes on after its 6 images");
  }

  private static byte[] with(byte[] file, int offset, int value) {
    return ByteBuffer.wrap(file.clone()).putInt(offset, value).array();
  }

  @Test
  void cifarWorksWithTheFilesThatThereAre() {
    Path sub = folder.resolve("cifar10-subset");
    TestFiles.write(sub, "test_batch.bin", TestFiles.cifar(3));
    TestFiles.write(sub, "data_batch_1.bin.gz", TestFiles.gzip(TestFiles.cifar(5)));
    TestFiles.write(sub, "data_batch_3.bin", TestFiles.cifar(7));
    Dataset data = read("cifar10");
    assertThat(data.train().count()).isEqualTo(12);
    assertThat(data.test().count()).isEqualTo(3);
    assertThat(data.train().channels()).isEqualTo(3);
  }

  @Test
  void brokenCifarFilesAreRefused() {
    TestFiles.write(folder, "test_batch.bin", TestFiles.cifar(3));
    byte[] file = TestFiles.cifar(5);
    for (int length : new int[] {0, 1, 3072, 3074, file.length - 1}) {
      assertRefused(
          "cifar10", "data_batch_1.bin", Arrays.copyOf(file, length), "records of 3073 bytes");
    }
    file[2 * 3073] = (byte) 200;
    assertRefused("cifar10", "data_batch_1.bin", file, "has label 200 at record 2");
    assertRefused(
        "cifar10", "data_batch_1.bin", TestFiles.cifar(10_001), "goes on after 10,000 records");
  }
}
