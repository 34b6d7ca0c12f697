package io.spirt.cli;

import io.spirt.job.DatasetSpec;
import io.spirt.job.Job;
import io.spirt.peer.Assignment;
import io.spirt.peer.RoundPlan;
import io.spirt.peer.View;
import java.util.List;
import java.util.stream.IntStream;

/** How many batches the rounds of a peer's first epoch have, without reading the dataset. */
final class RoundSizes {
  private static final int DIGITS_SAMPLES = 6_000;
  private static final int MNIST_SAMPLES = 60_000;
  private static final int CIFAR10_SAMPLES = 50_000;

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
    int samples = samples(dataset);
    int validation = 0;
    if (dataset.validationFraction() > 0) {
      validation = Math.max(1, (int) Math.round(samples * dataset.validationFraction()));
    }
    int training = samples - validation;
    return (training + dataset.batchSize() - 1) / dataset.batchSize();
  }

  private static int samples(DatasetSpec dataset) {
    int limit = dataset.limit() == null ? Integer.MAX_VALUE : dataset.limit();
    return switch (dataset.name()) {
      // Generated, so that the limit is the size.
      case "digits" -> dataset.limit() == null ? DIGITS_SAMPLES : limit;
      case "mnist" -> Math.min(limit, MNIST_SAMPLES);
      case "cifar10" -> Math.min(limit, CIFAR10_SAMPLES);
      default ->
          throw new InvalidInputException(
              "the size of the dataset %s is not known; give --batches".formatted(dataset.name()));
    };
  }
}
