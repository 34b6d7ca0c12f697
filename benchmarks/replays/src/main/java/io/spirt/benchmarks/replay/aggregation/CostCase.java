package io.spirt.benchmarks.replay.aggregation;

/**
 * The averages that rules are timed on.
 *
 * @param peers n
 * @param elements float32 values of each
 */
record CostCase(int peers, int elements) {
  private static final int SMALL_BULYAN = 3;
  private static final int PER_MALICIOUS = 4;

  /** Beside the averages: the result, a mixed average, blocks, and what others leave behind. */
  private static final int ARRAYS_BESIDE = 4;

  private static final long OTHER_BYTES = 64L << 20;

  /**
   * The malicious peers that the rules are told of: at least one, else the most that the most
   * demanding rule, bulyan, bears.
   */
  int byzantine() {
    return Math.max(1, (peers - SMALL_BULYAN) / PER_MALICIOUS);
  }

  /** What timing takes of the heap. */
  long heapBytesNeeded() {
    return (long) (peers + ARRAYS_BESIDE) * elements * Float.BYTES + OTHER_BYTES;
  }

  /** Bytes of all averages. */
  long bytes() {
    return (long) peers * elements * Float.BYTES;
  }
}
