package io.spirt.functions;

import io.spirt.engine.DatasetManifest;
import io.spirt.job.Job;
import io.spirt.peer.Assignment;
import io.spirt.peer.RoundPlan;
import io.spirt.peer.View;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** How the data of a job are shared out among its peers at the start. */
public final class Shares {
  private Shares() {}

  /**
   * Checks that every round of every peer has a batch.
   *
   * @throws IllegalArgumentException if there are too few
   */
  public static void check(Job job, DatasetManifest data) {
    int share = data.batches() / job.peers();
    int rounds = job.training().roundsPerEpoch();
    if (share < rounds) {
      throw new IllegalArgumentException(
          String.format(
              "/training/roundsPerEpoch is %d, but a peer has only %d batches an epoch (%d samples"
                  + " in batches of %d over %d peers): lower roundsPerEpoch or batchSize",
              rounds, share, data.trainSamples(), job.dataset().batchSize(), job.peers()));
    }
  }

  /** The different numbers of batches that the rounds of the first epoch have. */
  public static SortedSet<Integer> roundSizes(Job job, DatasetManifest data) {
    Assignment assignment = Assignment.assign(data.batches(), View.initial(job.peers()));
    int rounds = job.training().roundsPerEpoch();
    SortedSet<Integer> sizes = new TreeSet<>();
    for (int rank = 0; rank < job.peers(); rank++) {
      var assigned = assignment.of(rank);
      IntStream.range(0, rounds)
          .map(round -> RoundPlan.batches(assigned, round, rounds, job.training().seed(), 1).size())
          .forEach(size -> sizes.add(size));
    }
    return sizes;
  }
}
