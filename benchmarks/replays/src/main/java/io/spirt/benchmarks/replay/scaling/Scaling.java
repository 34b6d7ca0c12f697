package io.spirt.benchmarks.replay.scaling;

import io.spirt.benchmarks.replay.Figure;
import io.spirt.benchmarks.replay.Network;
import io.spirt.benchmarks.replay.ReplayOptions;
import io.spirt.benchmarks.replay.ReplayResult;
import io.spirt.benchmarks.replay.ReplayRuntime;
import io.spirt.benchmarks.replay.Scale;
import io.spirt.benchmarks.replay.ShapeFinding;
import io.spirt.benchmarks.replay.Unit;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** {@code scaling}: gradients and their average by batch size, for several numbers of peers. */
public final class Scaling extends CellExperiment {
  /** Of real runs. */
  public Scaling() {
    this(ReplayRuntime.LOCAL);
  }

  Scaling(ReplayRuntime runtime) {
    super(runtime);
  }

  @Override
  public String id() {
    return "scaling";
  }

  @Override
  public List<String> description() {
    return List.of(
        "Time of a gradient and of a peer's average, by batch size and number of peers.",
        "",
        "A real run for each number of peers and batch size. The paper's figure has no",
        "numbers, so its shape is what is compared.");
  }

  @Override
  List<Cell> cells(ReplayOptions options) {
    return switch (options.scale()) {
      case SMALLEST -> grid(List.of(options.model("lenet5")), List.of(2), List.of(16), 32);
      case SCALED ->
          grid(List.of(options.model("lenet5")), List.of(4, 8), List.of(64, 256, 1024), 8192);
      case FULL ->
          grid(
              options
                  .modelChosen()
                  .map(List::of)
                  .orElse(List.of("mobilenet-v3-small", "densenet121")),
              List.of(4, 6, 8, 10, 12),
              List.of(64, 128, 256, 512, 1024),
              MNIST);
    };
  }

  @Override
  void show(List<CellTimes> times, ReplayOptions options, ReplayResult.Builder result) {
    Network network = options.network();
    for (CellTimes one : times) {
      result.figure(
          Figure.here(
              "gradientSeconds." + one.cell().key(),
              one.cell() + ": gradient",
              Unit.SECONDS,
              one.gradient(network)));
      result.figure(
          Figure.here(
              "averageSeconds." + one.cell().key(),
              one.cell() + ": average",
              Unit.SECONDS,
              one.average(network)));
    }
    result.plot(byBatchSize("gradient", "One gradient", times, one -> one.gradient(network)));
    result.plot(
        byBatchSize(
            "average", "A peer's average in its database", times, one -> one.average(network)));
    if (options.scale() == Scale.SMALLEST) {
      return;
    }
    double gradient = ratio(times, one -> one.gradient(network));
    String grows =
        String.format(
            Locale.ROOT,
            "a gradient takes %.1f times as long with the largest batches as with the smallest;"
                + " published: it takes longer.",
            gradient);
    result.shape(
        gradient > 1
            ? ShapeFinding.agrees(grows)
            : ShapeFinding.differs(grows, "what does not depend on the samples outweighs them."));
    double average = ratio(times, one -> one.average(network));
    String falls =
        String.format(
            Locale.ROOT,
            "averaging takes %.2f times as long with the largest batches, which are fewer;"
                + " published: it takes less time.",
            average);
    result.shape(
        average < 1
            ? ShapeFinding.agrees(falls)
            : ShapeFinding.differs(
                falls,
                "messages and digests, which do not depend on the number of gradients, outweigh"
                    + " the average itself."));
  }

  /** Largest to smallest batch, mean over models and peers. */
  private static double ratio(List<CellTimes> times, ToDoubleFunction<CellTimes> seconds) {
    return times.stream()
        .map(CellExperiment::curve)
        .distinct()
        .mapToDouble(
            curve -> {
              List<CellTimes> row = times.stream().filter(one -> curve(one).equals(curve)).toList();
              return seconds.applyAsDouble(row.get(row.size() - 1))
                  / seconds.applyAsDouble(row.get(0));
            })
        .average()
        .orElseThrow();
  }
}
