package io.spirt.safetensors;

/** Types of values that this project writes, and their size. */
public enum Dtype {
  F32(4),
  I64(8),
  I32(4),
  U8(1);

  private final int bytes;

  Dtype(int bytes) {
    this.bytes = bytes;
  }

  /** Bytes of one value. */
  public int bytes() {
    return bytes;
  }
}
