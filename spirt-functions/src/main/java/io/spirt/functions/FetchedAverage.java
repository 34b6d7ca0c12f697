package io.spirt.functions;

import io.spirt.peer.Verdict;

/** One peer's average as it was fetched, with what came of it. Immutable but for the arrays. */
final class FetchedAverage {
  private final Verdict.Outcome outcome;
  private final float[] values;
  private final float[] buffers;
  private final long bytes;

  private FetchedAverage(Verdict.Outcome outcome, float[] values, float[] buffers, long bytes) {
    this.outcome = outcome;
    this.values = values;
    this.buffers = buffers;
    this.bytes = bytes;
  }

  /** One that is of no use. */
  static FetchedAverage refused(Verdict.Outcome outcome) {
    return new FetchedAverage(outcome, new float[0], new float[0], 0);
  }

  /**
   * One that is what was announced.
   *
   * @param bytes that were fetched for it
   */
  static FetchedAverage verified(float[] values, float[] buffers, long bytes) {
    return new FetchedAverage(Verdict.Outcome.VERIFIED, values, buffers, bytes);
  }

  /** What came of fetching it. */
  Verdict.Outcome outcome() {
    return outcome;
  }

  /** The average, decoded; empty unless it is verified. Not to be changed. */
  float[] values() {
    return values;
  }

  /** The average of the buffers; empty unless it is verified, and for a model without. */
  float[] buffers() {
    return buffers;
  }

  /** Bytes that were fetched for values and buffers; 0 unless it is verified. */
  long bytes() {
    return bytes;
  }
}
