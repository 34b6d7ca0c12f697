package io.spirt.cli;

import io.spirt.cost.time.DatasetFigures;
import io.spirt.job.DatasetSpec;
import io.spirt.job.Job;
import io.spirt.peer.Assignment;
import io.spirt.peer.RoundPlan;
import io.spirt.peer.View;
import java.util.List;
import java.util.stream.IntStream;

/** How many batches the rounds of a peer's first epoch have, without reading the dataset. */
final class RoundSizes {
  private RoundSizes() {}

  /** Batches of each round of the first epoch, in order. */
  static List<Integer> of(Job job, int rank) {
    List<Integer> assigned =
        Assignment.assign(batches(job.dataset()), View.initial(job.peers())).of(rank);
    int rounds = job.training().roundsPerEpoch();
    long seed = job.training().seed();
    return IntStream.range(0, rounds)
        .mapToObj(round -> RoundPlan.batches(assigned, round, rounds, seed, 1).size())
        .toList();
  }

  /** Batches of an epoch, of all peers. */
  static int batches(DatasetSpec dataset) {
    return DatasetFigures.batches(DatasetFigures.of(dataset).trainSamples(), dataset.batchSize());
  }
}
