package io.spirt.benchmarks;

import io.spirt.redisai.ModuleConstants;

/** Says what is wrong with the arguments, before anything is started. */
final class WorkloadCheck {
  static final long MOST_ELEMENTS = ModuleConstants.BLOB_MAX_BYTES / Float.BYTES;
  static final long MOST_TENSORS = ModuleConstants.AVERAGE_MAX_BATCHES;
  static final long MOST_REPETITIONS = 1_000;

  private WorkloadCheck() {}

  /**
   * A workload that can be measured in this memory.
   *
   * @throws IllegalArgumentException with the value, the limit and what to do
   */
  static Workload of(long tensors, long elements, boolean seedsWay, Machine.Memory memory) {
    inRange("--tensors", tensors, MOST_TENSORS, "average.lua takes no more");
    inRange("--elements", elements, MOST_ELEMENTS, "one blob holds no more than 512 MB");
    Workload workload = new Workload((int) tensors, (int) elements);
    if (seedsWay) {
      fitsString(workload);
    }
    fitsMemory(workload, seedsWay, memory);
    fitsHeap(workload, seedsWay, memory);
    return workload;
  }

  /** Refuses a number below 1 or above the limit. */
  static void inRange(String option, long value, long limit, String reason) {
    if (value < 1 || value > limit) {
      throw new IllegalArgumentException(
          "%s is %s; give a number from 1 to %s (%s)"
              .formatted(option, Figures.count(value), Figures.count(limit), reason));
    }
  }

  private static void fitsString(Workload workload) {
    if (workload.jsonBytes() > ModuleConstants.BLOB_MAX_BYTES) {
      throw new IllegalArgumentException(
          "--elements %s can be %s as a JSON list, and a string of Redis holds %s; leave out"
                  .formatted(
                      Figures.count(workload.elements()),
                      Figures.megabytes(workload.jsonBytes()),
                      Figures.megabytes(ModuleConstants.BLOB_MAX_BYTES))
              + " --seeds-way or give fewer elements");
    }
  }

  private static void fitsMemory(Workload workload, boolean seedsWay, Machine.Memory memory) {
    long server = workload.serverBytes(seedsWay);
    long needed = server + workload.limitBytes() + workload.heapBytes(seedsWay);
    if (needed > memory.availableBytes()) {
      throw new IllegalArgumentException(
          ("%s tensors of %s elements need %s (database %s, limit %s, client %s), but %s are free;"
                  + " give fewer tensors or elements, or end other programs")
              .formatted(
                  Figures.count(workload.tensors()),
                  Figures.count(workload.elements()),
                  Figures.megabytes(needed),
                  Figures.megabytes(server),
                  Figures.megabytes(workload.limitBytes()),
                  Figures.megabytes(workload.heapBytes(seedsWay)),
                  Figures.megabytes(memory.availableBytes())));
    }
  }

  private static void fitsHeap(Workload workload, boolean seedsWay, Machine.Memory memory) {
    long needed = workload.heapBytes(seedsWay);
    if (needed > memory.heapBytes()) {
      throw new IllegalArgumentException(
          "%s elements need a Java heap of %s, but it may grow to %s; start Java with -Xmx%dm"
              .formatted(
                  Figures.count(workload.elements()),
                  Figures.megabytes(needed),
                  Figures.megabytes(memory.heapBytes()),
                  (needed >> 20) + 1));
    }
  }
}
