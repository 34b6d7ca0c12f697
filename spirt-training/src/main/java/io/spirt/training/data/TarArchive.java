package io.spirt.training.data;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Takes a dataset's files out of the archive that it is published as. */
final class TarArchive {
  private static final int MAX_FILE_BYTES = 64 << 20;
  private static final int MAX_ENTRIES = 100;

  private TarArchive() {}

  /**
   * The files in a {@code .tar.gz}, in memory: nothing is written under a name from the archive.
   *
   * @param origin where the archive is, for errors
   */
  static List<RawFile> files(String origin, byte[] archive) {
    List<RawFile> files = new ArrayList<>();
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(new GZIPInputStream(new ByteArrayInputStream(archive)))) {
      int entries = 0;
      for (TarArchiveEntry entry = tar.getNextEntry();
          entry != null && entries < MAX_ENTRIES;
          entry = tar.getNextEntry()) {
        entries++;
        if (entry.isFile() && entry.getSize() <= MAX_FILE_BYTES) {
          String name = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
          byte[] bytes = tar.readNBytes((int) entry.getSize());
          files.add(new RawFile(name, origin + "!" + entry.getName(), bytes));
        }
      }
    } catch (IOException e) {
      throw new InvalidDatasetException(
          origin + ": cannot be unpacked: " + e.getMessage() + ". Delete it and try again", e);
    }
    return files;
  }
}
