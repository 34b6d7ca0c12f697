package io.spirt.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;

/** Files that nobody but their owner may read, from the moment that they exist. */
final class OwnerOnlyFile {
  private static final Set<PosixFilePermission> OWNER =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private OwnerOnlyFile() {}

  /** Writes the file, whole or not at all; one that is there is replaced. */
  static void write(Path file, byte[] content) throws IOException {
    Path part = part(file);
    try {
      writePart(part, content);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /**
   * Writes the file, whole or not at all, unless it is there.
   *
   * @throws java.nio.file.FileAlreadyExistsException if it is there, whoever came first
   */
  static void writeNew(Path file, byte[] content) throws IOException {
    Path part = part(file);
    try {
      writePart(part, content);
      // A link, unlike a move, never replaces.
      Files.createLink(file, part);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static Path part(Path file) {
    return file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + ".part");
  }

  private static void writePart(Path part, byte[] content) throws IOException {
    Files.createFile(part, PosixFilePermissions.asFileAttribute(OWNER));
    Files.write(part, content);
  }

  /**
   * Reads the file.
   *
   * @throws IOException also if it is not a plain file, or others may do anything with it
   */
  static byte[] read(Path file) throws IOException {
    Set<PosixFilePermission> permissions =
        Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(file + " is not a plain file");
    }
    if (!OWNER.containsAll(permissions)) {
      throw new IOException(
          "%s has the permissions %s; only its owner may read it: chmod 600"
              .formatted(file, PosixFilePermissions.toString(permissions)));
    }
    return Files.readAllBytes(file);
  }
}
