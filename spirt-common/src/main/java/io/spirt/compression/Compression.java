package io.spirt.compression;

/**
 * How float32 values become the bytes that travel. A codec is a pure function of values and seed,
 * so that a stage that runs twice makes the same bytes; its encoding describes itself. Thread-safe.
 */
public interface Compression {

  /** Its name in a job, such as {@code qsgd}. */
  String name();

  /**
   * Length of the encoding, which depends on nothing but the number of values.
   *
   * @param count number of values, from 0
   */
  long encodedBytes(int count);

  /**
   * Encodes.
   *
   * @param values finite; untouched
   * @param seed of the random numbers, see {@link RoundingSeed}; codecs without any ignore it
   * @return the caller's
   * @throws IllegalArgumentException if a value is not finite, or the encoding exceeds an array
   */
  byte[] encode(float[] values, long seed);

  /**
   * Decodes what may come from anybody.
   *
   * @param bytes untouched
   * @param count how many values are expected
   * @return as many finite values, the caller's; the same bits on every machine
   * @throws InvalidEncodingException if the bytes are no encoding of so many values
   */
  float[] decode(byte[] bytes, int count);
}
