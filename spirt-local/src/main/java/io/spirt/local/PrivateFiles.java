package io.spirt.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Files and folders that nobody but their owner may read, from the moment that they exist. */
public final class PrivateFiles {
  private PrivateFiles() {}

  /** Creates the folder and those above it, unless they are there. */
  public static Path folder(Path folder) throws IOException {
    return Files.createDirectories(folder, permissions("rwx------"));
  }

  /** Writes the file, whole or not at all; one that is there is replaced. */
  public static void write(Path file, byte[] content) throws IOException {
    Path part =
        Files.createTempFile(
            file.getParent(), file.getFileName().toString(), ".part", permissions("rw-------"));
    try {
      Files.write(part, content);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static FileAttribute<?> permissions(String text) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text));
  }
}
