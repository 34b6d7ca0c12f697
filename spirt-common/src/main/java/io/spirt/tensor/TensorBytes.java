package io.spirt.tensor;

/** A tensor of bytes as it was read, with its digest, or only how many there are. */
public final class TensorBytes {
  private final long count;
  private final byte[] bytes;
  private final String digest;

  TensorBytes(long count, byte[] bytes, String digest) {
    this.count = count;
    this.bytes = bytes;
    this.digest = digest;
  }

  /** How many bytes the tensor has; -1 if it is one of something else. */
  public long count() {
    return count;
  }

  /** The bytes, owned by the caller; empty if there are not as many as were asked for. */
  public byte[] bytes() {
    return bytes;
  }

  /** As of {@link TensorDigest#ofBytes}; empty if there are not as many as were asked for. */
  public String digest() {
    return digest;
  }
}
