package io.spirt.cost;

import io.spirt.job.Stage;
import java.util.Map;

/**
 * One choice of sizes, and what the job then costs and takes.
 *
 * @param batchSize most samples of a batch
 * @param peers number of peers
 * @param memoryMegabytes memory of each stage's function
 * @param roundBatches most batches of a peer in a round
 * @param dollars of the whole job
 * @param seconds of the whole job
 */
public record Candidate(
    int batchSize,
    int peers,
    Map<Stage, Integer> memoryMegabytes,
    int roundBatches,
    double dollars,
    double seconds) {

  /** Copies the map. */
  public Candidate {
    memoryMegabytes = Map.copyOf(memoryMegabytes);
  }
}
