package io.spirt.tensor;

/** A tensor as it was read: its values and their digest, or only how many there are. */
public final class TensorValues {
  private final long count;
  private final float[] values;
  private final String digest;

  TensorValues(long count, float[] values, String digest) {
    this.count = count;
    this.values = values;
    this.digest = digest;
  }

  /** How many values the tensor has. */
  public long count() {
    return count;
  }

  /** The values, owned by the caller; empty if there are not as many as were asked for. */
  public float[] values() {
    return values;
  }

  /** As of {@link TensorDigest}; empty if there are not as many values as were asked for. */
  public String digest() {
    return digest;
  }
}
