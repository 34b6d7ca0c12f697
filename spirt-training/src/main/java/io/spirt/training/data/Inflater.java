package io.spirt.training.data;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/**
 * Reads a file that may be compressed, a piece at a time, so that nothing is inflated beyond what
 * its header calls for.
 */
final class Inflater implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 16;

  private final RawFile file;
  private final InputStream stream;

  Inflater(RawFile file) {
    this.file = file;
    InputStream raw = new ByteArrayInputStream(file.bytes());
    try {
      stream = file.isGzip() ? new GZIPInputStream(raw, BUFFER_BYTES) : raw;
    } catch (IOException e) {
      throw broken(e);
    }
  }

  /** The next {@code count} bytes. */
  byte[] read(int count, String what) {
    byte[] bytes = readAtMost(count);
    if (bytes.length < count) {
      throw file.invalid("ends in its %s: %d of %d bytes", what, bytes.length, count);
    }
    return bytes;
  }

  /** The next {@code limit} bytes, fewer if the file ends before. */
  byte[] readAtMost(int limit) {
    try {
      return stream.readNBytes(limit);
    } catch (EOFException e) {
      throw file.invalid("is truncated: its compressed data break off");
    } catch (IOException e) {
      throw broken(e);
    }
  }

  /** Refuses a file that goes on. */
  void requireEnd(String expected) {
    if (readAtMost(1).length > 0) {
      throw file.invalid("goes on after %s", expected);
    }
  }

  private InvalidDatasetException broken(IOException cause) {
    return new InvalidDatasetException(
        file.invalid("cannot be decompressed: %s", cause.getMessage()).getMessage(), cause);
  }

  @Override
  public void close() {
    try {
      stream.close();
    } catch (IOException e) {
      throw broken(e);
    }
  }
}
