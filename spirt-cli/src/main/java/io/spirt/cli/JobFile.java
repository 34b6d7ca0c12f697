package io.spirt.cli;

import io.spirt.cli.progress.Figures;
import io.spirt.job.Job;
import io.spirt.job.JobReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a job document from a file that may be anything. */
final class JobFile {
  /** Most bytes of a job document. Real ones are below 2 KiB; this keeps a wrong file out. */
  static final int MOST_BYTES = 1024 * 1024;

  private JobFile() {}

  /**
   * Reads a job.
   *
   * @throws InvalidInputException if the file cannot be read as text
   * @throws io.spirt.job.InvalidJobException if the document is not a valid job
   */
  static Job read(Path file) {
    return JobReader.read(text(file));
  }

  private static String text(Path file) {
    if (!Files.exists(file)) {
      throw new InvalidInputException(file + ": no such file; give the path of a job document");
    }
    if (Files.isDirectory(file)) {
      throw new InvalidInputException(file + " is a folder; give the path of a job document");
    }
    try (var in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new InvalidInputException(
            "%s is larger than %s bytes, the most for a job document"
                .formatted(file, Figures.count(MOST_BYTES)));
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new InvalidInputException(file + " is not UTF-8 text; a job is a JSON document", e);
    } catch (IOException e) {
      throw new InvalidInputException(file + " cannot be read: " + e.getMessage(), e);
    }
  }
}
