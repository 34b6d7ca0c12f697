package io.spirt.training.data;

import io.spirt.job.DatasetSpec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/** Small datasets in the published formats. */
final class TestFiles {
  static final int IMAGE = 28 * 28;

  private TestFiles() {}

  static DatasetSpec spec(String name) {
    return new DatasetSpec(name, null, 4, 0.25, null);
  }

  static DataLocation at(Path directory) {
    return DataLocation.of(Optional.of(directory), Map.of());
  }

  static byte[] idxImages(int count) {
    ByteBuffer file = ByteBuffer.allocate(16 + count * IMAGE);
    file.putInt(0x803).putInt(count).putInt(28).putInt(28);
    for (int i = 0; i < count; i++) {
      // The first pixel tells the images apart.
      file.put(16 + i * IMAGE, (byte) i);
    }
    return file.array();
  }

  static byte[] idxLabels(int count) {
    ByteBuffer file = ByteBuffer.allocate(8 + count);
    file.putInt(0x801).putInt(count);
    for (int i = 0; i < count; i++) {
      file.put((byte) (i % 10));
    }
    return file.array();
  }

  static void writeMnist(Path folder, int train, int test) {
    write(folder, "train-images-idx3-ubyte", idxImages(train));
    write(folder, "train-labels-idx1-ubyte", idxLabels(train));
    write(folder, "t10k-images-idx3-ubyte", idxImages(test));
    write(folder, "t10k-labels-idx1-ubyte", idxLabels(test));
  }

  static byte[] cifar(int count) {
    byte[] file = new byte[count * 3073];
    for (int i = 0; i < count; i++) {
      file[i * 3073] = (byte) (i % 10);
    }
    return file;
  }

  static void write(Path folder, String name, byte[] bytes) {
    try {
      Files.createDirectories(folder);
      Files.write(folder.resolve(name), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
