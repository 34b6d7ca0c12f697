package io.spirt.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;

class TarArchiveTest {
  private static byte[] archive(String... names) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      for (String name : names) {
        byte[] file = TestFiles.cifar(2);
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(file.length);
        tar.putArchiveEntry(entry);
        tar.write(file);
        tar.closeArchiveEntry();
      }
    }
    return TestFiles.gzip(bytes.toByteArray());
  }

  @Test
  void filesAreNamedByTheirLastPart() throws IOException {
    byte[] archive = archive("cifar-10-batches-bin/data_batch_1.bin", "../../etc/test_batch.bin");
    List<RawFile> files = TarArchive.files("a.tar.gz", archive);
    assertThat(files)
        .extracting(RawFile::name)
        .containsExactly("data_batch_1.bin", "test_batch.bin");
    assertThat(files.get(0).bytes()).isEqualTo(TestFiles.cifar(2));
  }

  @Test
  void truncatedArchiveIsRefused() throws IOException {
    byte[] archive = archive("data_batch_1.bin");
    for (int length : new int[] {0, 5, archive.length / 2, archive.length - 9}) {
      assertThatThrownBy(() -> TarArchive.files("a.tar.gz", Arrays.copyOf(archive, length)))
          .isInstanceOf(InvalidDatasetException.class)
          .hasMessageContaining("a.tar.gz: cannot be unpacked");
    }
  }
}
