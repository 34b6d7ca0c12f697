package io.spirt.training.data;

import java.nio.file.Path;

/**
 * A file of a dataset as it was found.
 *
 * @param name its name, with {@code .gz} if it is compressed
 * @param origin where it was found, for errors
 * @param bytes its contents
 */
@SuppressWarnings("ArrayRecordComponent") // a handle on bytes that are read once, never compared
record RawFile(String name, String origin, byte[] bytes) {
  private static final int GZIP_MAGIC = 0x8B1F;

  static RawFile at(Path file, byte[] bytes) {
    return new RawFile(file.getFileName().toString(), file.toString(), bytes);
  }

  boolean isGzip() {
    return bytes.length >= 2 && ((bytes[0] & 0xFF) | (bytes[1] & 0xFF) << 8) == GZIP_MAGIC;
  }

  /** An error about this file; the rest of the arguments fills in {@code problem}. */
  @SuppressWarnings("AnnotateFormatMethod")
  InvalidDatasetException invalid(String problem, Object... arguments) {
    return new InvalidDatasetException(
        origin
            + ": "
            + String.format(problem, arguments)
            + ". Delete the file and fetch it again, or point --data DIR, SPIRT_DATA or dataset.uri"
            + " at a sound copy");
  }
}
