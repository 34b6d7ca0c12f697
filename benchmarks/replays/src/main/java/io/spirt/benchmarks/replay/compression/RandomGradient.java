package io.spirt.benchmarks.replay.compression;

import java.util.Random;

/**
 * Values of a gradient's size. Normal within a layer; the scale changes from layer to layer by
 * orders of magnitude, as in networks, so that one norm would not suit all. The same in every run.
 */
final class RandomGradient {
  private static final long SEED = 20_170_605;
  private static final int LAYER = 1 << 16;

  private RandomGradient() {}

  static float[] of(int elements) {
    Random random = new Random(SEED);
    float[] layer = new float[Math.min(LAYER, elements)];
    for (int i = 0; i < layer.length; i++) {
      layer[i] = (float) random.nextGaussian();
    }
    float[] values = new float[elements];
    for (int start = 0; start < elements; start += LAYER) {
      float scale = (float) Math.pow(10, -3 * random.nextDouble());
      int end = Math.min(elements - start, LAYER) + start;
      for (int i = start; i < end; i++) {
        values[i] = scale * layer[i - start];
      }
    }
    return values;
  }
}
