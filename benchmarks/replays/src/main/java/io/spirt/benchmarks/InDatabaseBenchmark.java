package io.spirt.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Measures every way of every operation once per repetition, in an order that rotates, so that a
 * disturbance meets all alike. Each runs twice in a row: the second run counts, as the limit's
 * loops do, while the first finds the caches full of the others' data. After each repetition the
 * results are compared; before each, one input is renewed.
 */
final class InDatabaseBenchmark {
  static final float LEARNING_RATE = 0.01f;

  private static final int WARM_UP = 3;
  private static final long QUIET_NANOS = 2_000_000_000L;

  private record Variant(Operation operation, Way way) {}

  private record Sample(double firstMillis, double secondMillis) {}

  private final BenchmarkServer server;
  private final Workload workload;
  private final int repeat;
  private final Consumer<String> progress;
  private final StoredTensors tensors;
  private final Map<Way, Contender> contenders = new EnumMap<>(Way.class);
  private final List<Variant> order = new ArrayList<>();
  private final Map<Variant, List<Sample>> samples = new HashMap<>();
  private long lastSaidNanos;

  /**
   * @param progress takes a line now and then
   */
  InDatabaseBenchmark(
      BenchmarkServer server,
      MemoryLimit limit,
      Workload workload,
      int repeat,
      Consumer<String> progress) {
    this.server = server;
    this.workload = workload;
    this.repeat = repeat;
    this.progress = progress;
    this.tensors = new StoredTensors(server, workload);
    contenders.put(
        Way.COMMAND, new InDatabase(server.connection(), workload, paramsOf(Way.COMMAND)));
    contenders.put(Way.SCRIPT, new InScript(server, workload));
    contenders.put(
        Way.CLIENT_BLOBS,
        new BlobClient(server.connection(), workload, paramsOf(Way.CLIENT_BLOBS)));
    contenders.put(
        Way.CLIENT_PIECES,
        new PieceClient(server.connection(), workload, paramsOf(Way.CLIENT_PIECES)));
    contenders.put(Way.MEMORY, limit);
    for (Operation operation : Operation.values()) {
      for (Way way : Way.values()) {
        order.add(new Variant(operation, way));
        samples.put(new Variant(operation, way), new ArrayList<>());
      }
    }
  }

  private static String paramsOf(Way way) {
    return "in-database:params:" + way;
  }

  /** Runs all repetitions, and the seeds' way if that is wanted. */
  Measured run(boolean seedsWay) {
    double load = Machine.loadAverage();
    storeInputs();
    Agreement agreement = new Agreement(tensors);
    for (int repetition = 0; repetition < WARM_UP + repeat; repetition++) {
      tell(repetition);
      repeat(repetition);
      agreement.check(contenders);
    }
    return new Measured(
        workload,
        repeat,
        timings(),
        seedsWay ? Optional.of(seedsWay()) : Optional.empty(),
        server.database().serverVersion(),
        load);
  }

  private void storeInputs() {
    progress.accept(
        "storing %s tensors of %s values, %s"
            .formatted(
                Figures.count(workload.tensors()),
                Figures.count(workload.elements()),
                Figures.megabytes(workload.inputBytes())));
    tensors.storeAll();
    for (Way way : List.of(Way.COMMAND, Way.CLIENT_BLOBS, Way.CLIENT_PIECES)) {
      server.client().copy(StoredTensors.params(), paramsOf(way), /* replace= */ true);
    }
  }

  private void repeat(int repetition) {
    tensors.renew();
    Collections.rotate(order, 1);
    for (Variant variant : order) {
      double first = measure(variant);
      double second = measure(variant);
      if (repetition >= WARM_UP) {
        samples.get(variant).add(new Sample(first, second));
      }
    }
  }

  private double measure(Variant variant) {
    Contender contender = contenders.get(variant.way());
    contender.prepare(variant.operation());
    return contender.millis(variant.operation());
  }

  private void tell(int repetition) {
    long now = System.nanoTime();
    if (repetition > 0 && repetition != WARM_UP && now - lastSaidNanos < QUIET_NANOS) {
      return;
    }
    lastSaidNanos = now;
    progress.accept(
        repetition < WARM_UP
            ? "warming up"
            : "repetition %d of %d".formatted(repetition - WARM_UP + 1, repeat));
  }

  private Map<Operation, Map<Way, Timing>> timings() {
    Map<Operation, Map<Way, Timing>> all = new EnumMap<>(Operation.class);
    samples.forEach(
        (variant, found) ->
            all.computeIfAbsent(variant.operation(), key -> new EnumMap<>(Way.class))
                .put(variant.way(), timing(found)));
    return all;
  }

  private static Timing timing(List<Sample> samples) {
    return new Timing(
        Statistics.of(samples.stream().mapToDouble(Sample::secondMillis).toArray()),
        Statistics.of(samples.stream().mapToDouble(Sample::firstMillis).toArray()));
  }

  private SeedsWay.Times seedsWay() {
    progress.accept(
        "measuring the seeds' way once, about %s on a 2 GHz processor"
            .formatted(Figures.seconds(SeedsWay.estimateMillis(workload))));
    String mean = contenders.get(Way.COMMAND).results().orElseThrow().mean();
    return new SeedsWay(server, tensors, workload).measure(mean);
  }
}
