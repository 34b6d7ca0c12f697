package io.spirt.frameworks.lambdaml;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * All vectors go to the store; worker 0, the master, fetches those of the others, publishes the
 * mean and deletes them; the others fetch the mean. With n workers n + 1 puts and 2(n - 1) gets of
 * whole vectors.
 */
public final class AllReduceExchange implements Exchange {
  static final int MASTER = 0;

  private static final String VECTORS = "gradients/";
  private static final String MEANS = "merged/";

  private final SharedObjects objects;
  private final int rank;

  public AllReduceExchange(SharedObjects objects, int rank) {
    this.objects = objects;
    this.rank = rank;
  }

  @Override
  public Optional<float[]> find(Step step) {
    return objects.findValues(mean(step));
  }

  @Override
  public float[] mean(Step step, Optional<float[]> own) {
    own.ifPresent(vector -> objects.put(vector(step, rank), vector));
    if (rank != MASTER) {
      return objects.awaitValues(mean(step), () -> missing(step));
    }
    float[] mean =
        RankOrder.mean(
            step.participants(),
            from ->
                from == rank
                    ? own.orElseThrow()
                    : objects.awaitValues(vector(step, from), () -> missing(step)));
    objects.put(mean(step), mean);
    step.participants().forEach(from -> objects.delete(vector(step, from)));
    return mean;
  }

  /** The mean is missing because of those whose vectors are, or else because of the master. */
  private String missing(Step step) {
    List<Integer> silent =
        step.participants().stream().filter(from -> !objects.isThere(vector(step, from))).toList();
    return silent.isEmpty()
        ? "the master, worker 0, has published no mean of step " + step.number()
        : "no gradient of step %d from worker %s"
            .formatted(
                step.number(),
                silent.stream().map(String::valueOf).collect(Collectors.joining(", ")));
  }

  @Override
  public void forget(long updates) {
    if (rank == MASTER) {
      Steps.before(objects.list(MEANS), updates).forEach(objects::delete);
      Steps.before(objects.list(VECTORS), updates).forEach(objects::delete);
    }
  }

  private static String vector(Step step, int from) {
    return VECTORS + Steps.name(step.number()) + "/" + from;
  }

  private static String mean(Step step) {
    return MEANS + Steps.name(step.number());
  }
}
