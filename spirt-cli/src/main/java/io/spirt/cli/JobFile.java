package io.spirt.cli;

import io.spirt.job.Job;
import io.spirt.job.JobReader;
import java.nio.file.Path;

/** Reads a job document from a file that may be anything. */
final class JobFile {
  private JobFile() {}

  /**
   * Reads a job; paths in it start from the file's folder.
   *
   * @throws InvalidInputException if the file cannot be read as text
   * @throws io.spirt.job.InvalidJobException if the document is not a valid job
   */
  static Job read(Path file) {
    return JobReader.read(TextFile.read(file, "job document"), file.toAbsolutePath().getParent());
  }
}
