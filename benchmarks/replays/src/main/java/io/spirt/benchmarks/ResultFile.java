package io.spirt.benchmarks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.UUID;

/** Files with results: written whole or not at all. */
public final class ResultFile {
  private ResultFile() {}

  /**
   * Says why a file cannot be written, before the work is done.
   *
   * @throws IllegalArgumentException if its folder is missing or may not be written, or it is a
   *     folder itself
   */
  public static void checkWritable(Path file) {
    checkWritable("--json", file);
  }

  /**
   * Says why a file cannot be written, before the work is done.
   *
   * @param option what names it on the command line
   * @throws IllegalArgumentException if its folder is missing or may not be written, or it is a
   *     folder itself
   */
  public static void checkWritable(String option, Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (Files.isDirectory(file) || folder == null) {
      throw new IllegalArgumentException("%s %s is a folder; name a file".formatted(option, file));
    }
    if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
      throw new IllegalArgumentException(
          "%s %s cannot be written; create the folder %s or name another"
              .formatted(option, file, folder));
    }
  }

  /** Writes the file whole or not at all. */
  public static void write(ObjectNode result, Path file) throws IOException {
    write((result.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8), file);
  }

  /** Writes the file whole or not at all. */
  public static void write(byte[] content, Path file) throws IOException {
    Path target = file.toAbsolutePath();
    Path folder = Optional.ofNullable(target.getParent()).orElseThrow();
    // Not a temporary file: those are for their owner alone, and this one shall be as any other.
    Path aside = folder.resolve(".%s.%s.tmp".formatted(target.getFileName(), UUID.randomUUID()));
    try {
      Files.write(aside, content);
      Files.move(
          aside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(aside);
    }
  }
}
