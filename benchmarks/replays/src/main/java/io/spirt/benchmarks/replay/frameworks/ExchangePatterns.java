package io.spirt.benchmarks.replay.frameworks;

import io.spirt.benchmarks.Machine;
import io.spirt.benchmarks.replay.Experiment;
import io.spirt.benchmarks.replay.ReplayOptions;
import io.spirt.benchmarks.replay.ReplayResult;
import io.spirt.benchmarks.replay.Scale;
import io.spirt.frameworks.worker.Traffic;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** {@code exchange-patterns}: one step's exchange by AllReduce and ScatterReduce. */
public final class ExchangePatterns implements Experiment {
  static final String ID = "exchange-patterns";

  /** A worker holds its vector, the sum, what it sends and what it receives; the SDK a copy. */
  private static final int VECTORS_PER_WORKER = 5;

  private final Supplier<ExchangeTimer> timers;

  /** Over a real S3 server. */
  public ExchangePatterns() {
    this(S3ExchangeTimer::new);
  }

  ExchangePatterns(Supplier<ExchangeTimer> timers) {
    this.timers = timers;
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public List<String> description() {
    return List.of(
        "One step's exchange through S3: AllReduce and ScatterReduce, 4 to 16 workers.",
        "",
        "Random gradients of the size of a MobileNet and a ResNet-50, a tenth of it",
        "unless --full, go through the frameworks' own exchange over an S3 server here.",
        "With --network lambda: the requests that wait for each other, as AWS would serve",
        "them, at the published size.");
  }

  @Override
  public boolean simulatesLambda() {
    return true;
  }

  @Override
  public void check(ReplayOptions options) {
    if (options.network().simulated() || options.scale() != Scale.FULL) {
      return;
    }
    long needed =
        (long) VECTORS_PER_WORKER
            * PatternCase.workers(Scale.FULL).stream().mapToInt(n -> n).max().orElseThrow()
            * PatternCase.largestBytes();
    long heap = Machine.memory().heapBytes();
    if (needed > heap) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "--full needs a heap of %.1f GB, and Java's may grow to %.1f GB; give"
                  + " SPIRT_JAVA_OPTIONS=-Xmx%dg",
              needed / 1e9,
              heap / 1e9,
              (long) Math.ceil(needed / 1e9)));
    }
  }

  @Override
  public ReplayResult run(ReplayOptions options, Consumer<String> progress) {
    List<PatternCase> cases =
        PatternCase.all(options.network().simulated() ? Scale.FULL : options.scale());
    if (options.network().simulated()) {
      return PatternShown.result(
          options,
          cases.stream()
              .map(one -> one.took(new ExchangeStep(one.simulated(), Traffic.NONE)))
              .toList());
    }
    int steps = options.scale().pick(1, 3, 3);
    try (ExchangeTimer timer = timers.get()) {
      return PatternShown.result(
          options,
          cases.stream()
              .map(
                  one -> {
                    ExchangeStep step =
                        timer.time(one.pattern(), one.workers(), one.values(), steps);
                    progress.accept(
                        String.format(
                            Locale.ROOT,
                            "%s, %s, %d workers: %.2f s",
                            one.model(),
                            one.pattern().title(),
                            one.workers(),
                            step.seconds()));
                    return one.took(step);
                  })
              .toList());
    }
  }
}
