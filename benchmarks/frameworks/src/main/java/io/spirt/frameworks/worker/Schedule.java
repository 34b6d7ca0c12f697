package io.spirt.frameworks.worker;

import io.spirt.peer.Assignment;
import io.spirt.peer.View;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Which worker has which batch at which step of an epoch, for frameworks that exchange after every
 * batch: a pure function of the number of batches and workers. Shares differ by at most one, so in
 * the last step some workers may have none.
 */
public final class Schedule {
  private final int workers;
  private final Assignment shares;

  /** The same assignment as that of SPIRT's peers. */
  public Schedule(int batches, int workers) {
    this(workers, Assignment.assign(batches, View.initial(workers)));
  }

  /** Another assignment, as when a worker has left. */
  public Schedule(int workers, Assignment shares) {
    this.workers = workers;
    this.shares = shares;
  }

  /** Steps of an epoch: the largest share. */
  public int steps() {
    return IntStream.range(0, workers).map(rank -> share(rank).size()).max().orElse(0);
  }

  /** All batches of a worker, ascending. */
  public List<Integer> share(int rank) {
    return shares.of(rank);
  }

  /** A worker's batch at a step, from 0, if it has one. */
  public OptionalInt batch(int rank, int step) {
    List<Integer> own = share(rank);
    return step < own.size() ? OptionalInt.of(own.get(step)) : OptionalInt.empty();
  }

  /** The workers that have a batch at a step, by rank. */
  public List<Integer> participants(int step) {
    return IntStream.range(0, workers).filter(rank -> step < share(rank).size()).boxed().toList();
  }
}
