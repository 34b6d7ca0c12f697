package io.spirt.training;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Memory that PyTorch works on without copying. */
public final class NativeMemory {
  private static final int ALIGNMENT = 64;

  private NativeMemory() {}

  /**
   * Room for {@code bytes} bytes in native order, starting at a multiple of 64 as PyTorch's own
   * arrays do: its matrix products choose their instructions, and so their rounding, by alignment.
   */
  public static ByteBuffer allocate(int bytes) {
    return ByteBuffer.allocateDirect(aligned(bytes) + ALIGNMENT)
        .alignedSlice(ALIGNMENT)
        .limit(bytes)
        .slice()
        .order(ByteOrder.nativeOrder());
  }

  /** {@code bytes} rounded up, so that what follows is aligned as well. */
  public static int aligned(int bytes) {
    return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }
}
