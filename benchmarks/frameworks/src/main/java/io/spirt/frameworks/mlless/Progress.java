package io.spirt.frameworks.mlless;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Whether the loss still falls. One batch's loss says little, so an exponentially weighted mean is
 * looked at.
 *
 * @param mean of the losses so far
 * @param best such a mean at the last progress
 * @param idle steps since then
 */
record Progress(
    @JsonProperty("mean") double mean,
    @JsonProperty("best") double best,
    @JsonProperty("idle") int idle) {

  /** Before the first step. */
  static final Progress NONE = new Progress(Double.NaN, Double.MAX_VALUE, 0);

  private static final double WEIGHT = 2.0 / 11;

  /** A fall by a smaller part is none. */
  private static final double LEAST_FALL = 0.001;

  /** After one more step. A loss that is not a number is no progress. */
  Progress after(double loss) {
    double now = Double.isNaN(mean) ? loss : mean + WEIGHT * (loss - mean);
    return now < best * (1 - LEAST_FALL)
        ? new Progress(now, now, 0)
        : new Progress(now, best, idle + 1);
  }
}
