package io.spirt.aws;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.function.LongConsumer;

/** Bytes as a stream that tells how many of them were read. */
final class CountedStream extends InputStream {
  private final ByteBuffer bytes;
  private final int size;
  private final LongConsumer listener;

  CountedStream(ByteBuffer bytes, LongConsumer listener) {
    this.bytes = bytes.duplicate();
    this.size = bytes.remaining();
    this.listener = listener;
  }

  @Override
  public int read() {
    if (!bytes.hasRemaining()) {
      return -1;
    }
    int next = bytes.get() & 0xFF;
    listener.accept(size - bytes.remaining());
    return next;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    if (length == 0) {
      return 0;
    }
    if (!bytes.hasRemaining()) {
      return -1;
    }
    int count = Math.min(length, bytes.remaining());
    bytes.get(target, offset, count);
    listener.accept(size - bytes.remaining());
    return count;
  }

  @Override
  public int available() {
    return bytes.remaining();
  }
}
