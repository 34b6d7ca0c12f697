package io.spirt.safetensors;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * A named array in a safetensors file.
 *
 * @param shape length of each axis; empty for a single number
 * @param data its values, little-endian, from position to limit; not copied
 */
public record Tensor(String name, Dtype dtype, List<Long> shape, ByteBuffer data) {

  /** Number of bytes that the shape calls for. */
  public long byteCount() {
    return byteCount(dtype, shape);
  }

  static long byteCount(Dtype dtype, List<Long> shape) {
    long count = dtype.bytes();
    for (long length : shape) {
      count = Math.multiplyExact(count, length);
    }
    return count;
  }
}
