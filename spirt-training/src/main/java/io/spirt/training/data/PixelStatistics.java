package io.spirt.training.data;

import java.util.ArrayList;
import java.util.List;

/**
 * Mean and standard deviation per channel, of pixel values scaled to [0, 1].
 *
 * @param mean per channel
 * @param std per channel, of the population
 */
record PixelStatistics(List<Double> mean, List<Double> std) {
  private static final int LEVELS = 256;

  /** Exact: from whole-number counts of the 256 values. */
  static PixelStatistics of(LabelledImages images, int[] samples) {
    long[][] counts = new long[images.channels()][LEVELS];
    int plane = images.height() * images.width();
    for (int sample : samples) {
      for (int c = 0; c < images.channels(); c++) {
        int start = sample * images.imageBytes() + c * plane;
        for (int p = start; p < start + plane; p++) {
          counts[c][images.pixels()[p] & 0xFF]++;
        }
      }
    }
    List<Double> means = new ArrayList<>();
    List<Double> stds = new ArrayList<>();
    for (int c = 0; c < images.channels(); c++) {
      double n = (double) plane * samples.length;
      double sum = 0;
      double squares = 0;
      for (int level = 0; level < LEVELS; level++) {
        sum += (double) counts[c][level] * level;
        squares += (double) counts[c][level] * level * level;
      }
      double mean = sum / n;
      means.add(mean / 255);
      stds.add(StrictMath.sqrt(Math.max(0, squares / n - mean * mean)) / 255);
    }
    return new PixelStatistics(means, stds);
  }
}
