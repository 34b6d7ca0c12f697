package io.spirt.benchmarks;

/**
 * The size of what is averaged.
 *
 * @param tensors number of tensors
 * @param elements float32 values of each
 */
record Workload(int tensors, int elements) {
  /** Values that the pipelined client moves at once: the sums of as many stay in a cache. */
  static final int PIECE_ELEMENTS = 65_536;

  /** Upper bound of one value as JSON text, comma included. */
  private static final long JSON_BYTES_PER_VALUE = 24;

  private static final long MIB = 1 << 20;

  /** Results and params of all ways, the aggregate, and the largest reply and request. */
  private static final long OTHER_TENSORS = 14;

  /** Allowance for the allocator: a tenth. */
  private static final double ALLOCATOR = 1.1;

  long tensorBytes() {
    return (long) elements * Float.BYTES;
  }

  /** Bytes of all tensors together. */
  long inputBytes() {
    return tensors * tensorBytes();
  }

  int pieces() {
    return (elements + PIECE_ELEMENTS - 1) / PIECE_ELEMENTS;
  }

  /** Elements of a piece; the last may be shorter than the others. */
  int pieceElements(int piece) {
    return Math.min(PIECE_ELEMENTS, elements - piece * PIECE_ELEMENTS);
  }

  /** What a server needs, with the JSON lists and Lua's tables if the seeds' way is measured. */
  long serverBytes(boolean seedsWay) {
    long binary = (long) (ALLOCATOR * (inputBytes() + OTHER_TENSORS * tensorBytes()));
    return seedsWay ? binary + (long) (ALLOCATOR * (tensors + 4) * jsonBytes()) : binary;
  }

  /** What the program for the limit needs. */
  long limitBytes() {
    return inputBytes() + tensorBytes();
  }

  /** What this process needs on its heap: the sums, two tensors, one request. */
  long heapBytes(boolean seedsWay) {
    long binary = (long) elements * Double.BYTES + 4 * tensorBytes() + 64 * MIB;
    return seedsWay ? binary + 3 * jsonBytes() : binary;
  }

  /** Upper bound of one tensor as a JSON list. */
  long jsonBytes() {
    return elements * JSON_BYTES_PER_VALUE;
  }
}
