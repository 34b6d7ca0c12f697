package io.spirt.cli;

import io.spirt.cli.progress.Figures;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a JSON document from a file that may be anything. */
final class TextFile {
  /** Most bytes of a document. Real ones are below 2 KiB; this keeps a wrong file out. */
  static final int MOST_BYTES = 1024 * 1024;

  private TextFile() {}

  /**
   * The file's text.
   *
   * @param what what the file should hold, such as {@code job document}
   * @throws InvalidInputException if it cannot be read as text
   */
  static String read(Path file, String what) {
    if (!Files.exists(file)) {
      throw new InvalidInputException(file + ": no such file; give the path of a " + what);
    }
    if (Files.isDirectory(file)) {
      throw new InvalidInputException(file + " is a folder; give the path of a " + what);
    }
    try (var in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new InvalidInputException(
            "%s is larger than %s bytes, the most for a %s"
                .formatted(file, Figures.count(MOST_BYTES), what));
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new InvalidInputException(
          "%s is not UTF-8 text; a %s is JSON".formatted(file, what), e);
    } catch (IOException e) {
      throw new InvalidInputException(file + " cannot be read: " + e.getMessage(), e);
    }
  }
}
