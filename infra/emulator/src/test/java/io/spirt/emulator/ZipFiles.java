package io.spirt.emulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Makes zip files in memory. */
final class ZipFiles {
  private ZipFiles() {}

  /** A folder's files. */
  static byte[] of(Path folder) {
    return write(folder, "");
  }

  /** A folder's files and a {@code bootstrap} script beside them. */
  static byte[] of(Path folder, String bootstrap) {
    return write(folder, bootstrap);
  }

  /** A {@code bootstrap} script alone. */
  static byte[] ofScript(String bootstrap) {
    return write(null, bootstrap);
  }

  private static byte[] write(Path folder, String bootstrap) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      // Mostly jars, which are compressed already.
      zip.setLevel(Deflater.BEST_SPEED);
      if (folder != null) {
        for (Path file : files(folder)) {
          zip.putNextEntry(new ZipEntry(folder.relativize(file).toString()));
          Files.copy(file, zip);
        }
      }
      if (!bootstrap.isEmpty()) {
        zip.putNextEntry(new ZipEntry("bootstrap"));
        zip.write(bootstrap.getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot zip " + folder, e);
    }
    return bytes.toByteArray();
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
