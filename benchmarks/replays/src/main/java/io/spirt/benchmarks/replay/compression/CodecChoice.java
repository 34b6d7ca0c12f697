package io.spirt.benchmarks.replay.compression;

import io.spirt.compression.Compression;
import io.spirt.job.CompressionSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * A codec that is timed.
 *
 * @param key what the published figures are found by, such as {@code qsgd-8}
 * @param label for people
 * @param spec as a job says it
 */
record CodecChoice(String key, String label, CompressionSpec spec) {
  static final CodecChoice NONE = new CodecChoice("none", "not compressed", CompressionSpec.NONE);

  /** QSGD with so many bits a value. */
  static CodecChoice qsgd(int bits) {
    return new CodecChoice("qsgd-" + bits, "QSGD " + bits + " bits", CompressionSpec.qsgd(bits));
  }

  /** No compression, then QSGD with each number of bits. */
  static List<CodecChoice> all(List<Integer> bits) {
    List<CodecChoice> all = new ArrayList<>();
    all.add(NONE);
    bits.forEach(one -> all.add(qsgd(one)));
    return all;
  }

  boolean isNone() {
    return spec.isNone();
  }

  Compression codec() {
    return spec.codec();
  }
}
