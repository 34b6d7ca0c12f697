package io.spirt.frameworks.p2p;

import io.spirt.compression.Compression;
import io.spirt.compression.InvalidEncodingException;
import io.spirt.compression.NoCompression;
import io.spirt.compression.RoundingSeed;
import java.util.Arrays;

/**
 * How a peer's mean becomes the bytes that travel: the gradient as the job's compression encodes
 * it, then the running statistics as they are, little-endian float32. Immutable.
 */
final class GradientCodec {
  private static final Compression EXACT = new NoCompression();

  private final Compression compression;
  private final long jobSeed;
  private final int params;
  private final int buffers;

  /**
   * @param jobSeed {@code /training/seed} of the job
   * @param params values of the gradient
   * @param buffers running statistics
   */
  GradientCodec(Compression compression, long jobSeed, int params, int buffers) {
    this.compression = compression;
    this.jobSeed = jobSeed;
    this.params = params;
    this.buffers = buffers;
  }

  /** Length of every encoding. */
  long encodedBytes() {
    return compression.encodedBytes(params) + EXACT.encodedBytes(buffers);
  }

  /**
   * Encodes the vector of a rank's epoch; the same bytes each time.
   *
   * @throws IllegalArgumentException if a value is not finite
   */
  byte[] encode(int rank, int epoch, float[] vector) {
    byte[] gradient =
        compression.encode(
            Arrays.copyOf(vector, params), RoundingSeed.of(jobSeed, epoch - 1, rank));
    byte[] statistics = EXACT.encode(Arrays.copyOfRange(vector, params, params + buffers), 0);
    byte[] all = Arrays.copyOf(gradient, gradient.length + statistics.length);
    System.arraycopy(statistics, 0, all, gradient.length, statistics.length);
    return all;
  }

  /**
   * Decodes what may come from anybody.
   *
   * @throws RefusedGradientException if it is no encoding of this model's gradient
   */
  float[] decode(byte[] bytes) throws RefusedGradientException {
    if (bytes.length != encodedBytes()) {
      throw new RefusedGradientException(
          "it has %d bytes; a gradient of this model has %d"
              .formatted(bytes.length, encodedBytes()));
    }
    int split = (int) compression.encodedBytes(params);
    try {
      float[] gradient = compression.decode(Arrays.copyOf(bytes, split), params);
      float[] statistics = EXACT.decode(Arrays.copyOfRange(bytes, split, bytes.length), buffers);
      float[] vector = Arrays.copyOf(gradient, params + buffers);
      System.arraycopy(statistics, 0, vector, params, buffers);
      return vector;
    } catch (InvalidEncodingException e) {
      throw new RefusedGradientException(e.getMessage(), e);
    }
  }
}
