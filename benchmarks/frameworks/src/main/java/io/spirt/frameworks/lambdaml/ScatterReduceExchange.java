package io.spirt.frameworks.lambdaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Each vector is cut into one chunk per worker; each worker reduces its chunk of all vectors,
 * publishes the mean and fetches the other chunks' means. With n workers n(n - 1) + n puts and 2n(n
 * - 1) gets of chunks.
 */
public final class ScatterReduceExchange implements Exchange {
  private static final String CHUNKS = "chunks/";
  private static final String MEANS = "merged/";

  private final SharedObjects objects;
  private final int rank;
  private final int workers;

  public ScatterReduceExchange(SharedObjects objects, int rank, int workers) {
    this.objects = objects;
    this.rank = rank;
    this.workers = workers;
  }

  @Override
  public Optional<float[]> find(Step step) {
    List<float[]> means = new ArrayList<>();
    for (int to = 0; to < workers; to++) {
      Optional<float[]> mean = objects.findValues(mean(step, to));
      if (mean.isEmpty()) {
        return Optional.empty();
      }
      means.add(mean.get());
    }
    return Optional.of(new Chunks(step.length(), workers).join(means));
  }

  @Override
  public float[] mean(Step step, Optional<float[]> own) {
    Chunks chunks = new Chunks(step.length(), workers);
    own.ifPresent(
        vector ->
            IntStream.range(0, workers)
                .filter(to -> to != rank)
                .forEach(to -> objects.put(chunk(step, to, rank), chunks.cut(vector, to))));
    float[] reduced = reduceOwn(step, own.map(vector -> chunks.cut(vector, rank)));
    List<float[]> means = new ArrayList<>();
    for (int to = 0; to < workers; to++) {
      int reducer = to;
      means.add(
          to == rank ? reduced : objects.awaitValues(mean(step, to), () -> missing(step, reducer)));
    }
    return chunks.join(means);
  }

  private float[] reduceOwn(Step step, Optional<float[]> own) {
    // Chunks are deleted once their mean is there, so who comes back may find nothing to reduce.
    Optional<float[]> before =
        step.again() ? objects.findValues(mean(step, rank)) : Optional.empty();
    if (before.isPresent()) {
      return before.get();
    }
    float[] mean =
        RankOrder.mean(
            step.participants(),
            from ->
                from == rank
                    ? own.orElseThrow()
                    : objects.awaitValues(chunk(step, rank, from), () -> missing(step, rank)));
    objects.put(mean(step, rank), mean);
    step.participants().stream()
        .filter(from -> from != rank)
        .forEach(from -> objects.delete(chunk(step, rank, from)));
    return mean;
  }

  /** A mean is missing because of those who owe its reducer a chunk, or else because of that. */
  private String missing(Step step, int reducer) {
    List<Integer> silent =
        step.participants().stream()
            .filter(from -> from != reducer && from != rank)
            .filter(from -> !objects.isThere(chunk(step, reducer, from)))
            .toList();
    return silent.isEmpty()
        ? "worker %d has not reduced its chunk of step %d".formatted(reducer, step.number())
        : "no chunk of step %d for worker %d from worker %s"
            .formatted(
                step.number(),
                reducer,
                silent.stream().map(String::valueOf).collect(Collectors.joining(", ")));
  }

  @Override
  public void forget(long updates) {
    Steps.before(objects.list(MEANS + rank + "/"), updates).forEach(objects::delete);
    Steps.before(objects.list(CHUNKS + rank + "/"), updates).forEach(objects::delete);
  }

  private static String chunk(Step step, int to, int from) {
    return CHUNKS + to + "/" + Steps.name(step.number()) + "/" + from;
  }

  private static String mean(Step step, int to) {
    return MEANS + to + "/" + Steps.name(step.number());
  }
}
