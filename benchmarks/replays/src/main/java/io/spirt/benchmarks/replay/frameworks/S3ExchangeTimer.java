package io.spirt.benchmarks.replay.frameworks;

import io.spirt.benchmarks.replay.ExperimentFailedException;
import io.spirt.benchmarks.replay.TemporaryFolder;
import io.spirt.frameworks.lambdaml.Exchange;
import io.spirt.frameworks.lambdaml.SharedObjects;
import io.spirt.frameworks.lambdaml.Step;
import io.spirt.frameworks.lambdaml.Waiting;
import io.spirt.frameworks.service.S3Server;
import io.spirt.frameworks.service.ServiceAddresses;
import io.spirt.frameworks.worker.Traffic;
import io.spirt.functions.Pauses;
import io.spirt.local.Resources;
import io.spirt.store.ObjectStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

/**
 * The frameworks' own exchange on threads, each with a client of its own, over a real S3 server.
 */
final class S3ExchangeTimer implements ExchangeTimer {
  private static final Duration PATIENCE = Duration.ofMinutes(15);
  private static final long MOST_PAUSE_MILLIS = 20;

  private final TemporaryFolder folder;
  private final Resources resources = new Resources();
  private final ServiceAddresses addresses;
  private int runs;

  /** Starts the server. */
  S3ExchangeTimer() {
    try {
      folder = TemporaryFolder.create("spirt-s3-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try {
      addresses = new ServiceAddresses(new S3Server().start(folder.path(), resources));
    } catch (IllegalStateException e) {
      close();
      throw new ExperimentFailedException(e.getMessage(), e);
    }
  }

  @Override
  public ExchangeStep time(ExchangePattern pattern, int workers, int values, int steps) {
    String prefix = "run-" + runs++ + "/";
    ExecutorService threads = Executors.newFixedThreadPool(workers);
    List<ObjectStore> stores = new ArrayList<>();
    try {
      AtomicReference<Traffic> traffic = new AtomicReference<>(Traffic.NONE);
      List<Exchange> exchanges = new ArrayList<>();
      List<float[]> vectors = new ArrayList<>();
      for (int rank = 0; rank < workers; rank++) {
        ObjectStore store = S3Server.objects(addresses, prefix);
        stores.add(store);
        SharedObjects objects =
            new SharedObjects(
                store, more -> traffic.accumulateAndGet(more, Traffic::plus), waiting());
        exchanges.add(pattern.exchange(objects, rank, workers));
        vectors.add(vector(rank, values));
      }
      List<ExchangeStep> timed = new ArrayList<>();
      for (int step = 0; step <= steps; step++) {
        traffic.set(Traffic.NONE);
        double seconds = step(step, exchanges, vectors, threads);
        timed.add(new ExchangeStep(seconds, traffic.get()));
        int next = step + 1;
        exchanges.forEach(exchange -> exchange.forget(next));
      }
      return timed.subList(1, timed.size()).stream()
          .sorted(Comparator.comparing(ExchangeStep::seconds))
          .toList()
          .get(steps / 2);
    } finally {
      threads.shutdownNow();
      stores.forEach(ObjectStore::close);
    }
  }

  private static Waiting waiting() {
    return new Waiting(
        Pauses.real(), InstantSource.system(), () -> PATIENCE, MOST_PAUSE_MILLIS, () -> {});
  }

  private static float[] vector(int rank, int values) {
    Random random = new Random(rank);
    float[] vector = new float[values];
    for (int i = 0; i < values; i++) {
      vector[i] = random.nextFloat() - 0.5f;
    }
    return vector;
  }

  /** Seconds; fails if the workers come to different means. */
  private static double step(
      int number, List<Exchange> exchanges, List<float[]> vectors, ExecutorService threads) {
    List<Integer> ranks = IntStream.range(0, exchanges.size()).boxed().toList();
    Step step = new Step(number, ranks, vectors.get(0).length, /* again= */ false);
    long begin = System.nanoTime();
    List<CompletableFuture<Integer>> digests =
        ranks.stream()
            .map(
                rank ->
                    CompletableFuture.supplyAsync(
                        () ->
                            Arrays.hashCode(
                                exchanges.get(rank).mean(step, Optional.of(vectors.get(rank)))),
                        threads))
            .toList();
    try {
      long different = digests.stream().map(CompletableFuture::join).distinct().count();
      double seconds = (System.nanoTime() - begin) / 1e9;
      if (different != 1) {
        throw new ExperimentFailedException("the workers came to different means");
      }
      return seconds;
    } catch (CompletionException e) {
      throw new ExperimentFailedException("the exchange failed: " + e.getCause().getMessage(), e);
    }
  }

  @Override
  public void close() {
    resources.close();
    try {
      folder.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
