package io.spirt.benchmarks.replay.scaling;

import io.spirt.benchmarks.replay.Figure;
import io.spirt.benchmarks.replay.LinePlot;
import io.spirt.benchmarks.replay.Network;
import io.spirt.benchmarks.replay.Published;
import io.spirt.benchmarks.replay.ReplayOptions;
import io.spirt.benchmarks.replay.ReplayPlot;
import io.spirt.benchmarks.replay.ReplayResult;
import io.spirt.benchmarks.replay.ReplayRuntime;
import io.spirt.benchmarks.replay.Scale;
import io.spirt.benchmarks.replay.ShapeFinding;
import io.spirt.benchmarks.replay.Unit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** {@code epoch-table}: epoch time by number of peers and batch size. */
public final class EpochTable extends CellExperiment {
  private static final String MOBILENET = "mobilenet-v3-small";
  private static final List<Integer> PEERS = List.of(4, 6, 8, 10, 12);
  private static final List<Integer> BATCH_SIZES = List.of(64, 128, 256, 512, 1024);

  /** Of real runs. */
  public EpochTable() {
    this(ReplayRuntime.LOCAL);
  }

  EpochTable(ReplayRuntime runtime) {
    super(runtime);
  }

  @Override
  public String id() {
    return "epoch-table";
  }

  @Override
  public List<String> description() {
    return List.of(
        "Epoch time by number of peers and batch size.",
        "",
        "A real run for each number of peers and batch size; scaled with lenet5 on 8,192",
        "images, beside what was published for mobilenet-v3-small on all of MNIST.");
  }

  @Override
  List<Cell> cells(ReplayOptions options) {
    return switch (options.scale()) {
      case SMALLEST -> grid(List.of(options.model("lenet5")), List.of(2), List.of(16), 32);
      case SCALED ->
          grid(List.of(options.model("lenet5")), List.of(4, 8), List.of(64, 256, 1024), 8192);
      case FULL ->
          grid(
              options.modelChosen().map(List::of).orElse(List.of(MOBILENET, "densenet121")),
              PEERS,
              BATCH_SIZES,
              MNIST);
    };
  }

  @Override
  void show(List<CellTimes> times, ReplayOptions options, ReplayResult.Builder result) {
    Network network = options.network();
    for (CellTimes one : times) {
      result.figure(
          new Figure(
              "epochSeconds." + one.cell().key(),
              one.cell().toString(),
              Unit.SECONDS,
              one.epoch(network),
              published(one.cell(), options.scale())));
    }
    result.plot(plot(times, options));
    for (String curve : times.stream().map(CellExperiment::curve).distinct().toList()) {
      fastest(curve, times.stream().filter(one -> curve(one).equals(curve)).toList(), options)
          .ifPresent(result::shape);
    }
    for (String model : models(times)) {
      morePeers(model, times, options).forEach(result::shape);
    }
    if (options.scale() != Scale.FULL) {
      result.note("Published: mobilenet-v3-small on all of MNIST, a function per batch.");
    }
  }

  private static String publishedModel(String model, Scale scale) {
    return scale == Scale.FULL ? model : MOBILENET;
  }

  private static OptionalDouble published(Cell cell, Scale scale) {
    return Published.of("epoch-table")
        .value(
            "epochSeconds.%s-%d-%d"
                .formatted(publishedModel(cell.model(), scale), cell.peers(), cell.batchSize()));
  }

  private static ReplayPlot plot(List<CellTimes> times, ReplayOptions options) {
    LinePlot plot =
        LinePlot.of("epochs", "Epoch by batch size", "batch size", "seconds").logarithmic();
    for (String curve : times.stream().map(CellExperiment::curve).distinct().toList()) {
      List<CellTimes> points = times.stream().filter(one -> curve(one).equals(curve)).toList();
      plot.measured(
          curve,
          points.stream().map(one -> one.cell().batchSize()).toList(),
          points.stream().map(one -> one.epoch(options.network())).toList());
      List<CellTimes> known =
          points.stream()
              .filter(one -> published(one.cell(), options.scale()).isPresent())
              .toList();
      plot.published(
          curve,
          known.stream().map(one -> one.cell().batchSize()).toList(),
          known.stream().map(one -> published(one.cell(), options.scale()).orElseThrow()).toList());
    }
    return plot.build();
  }

  private static Optional<ShapeFinding> fastest(
      String curve, List<CellTimes> row, ReplayOptions options) {
    CellTimes here =
        row.stream()
            .min(Comparator.comparingDouble(one -> one.epoch(options.network())))
            .orElseThrow();
    List<CellTimes> known =
        row.stream().filter(one -> published(one.cell(), options.scale()).isPresent()).toList();
    int best = here.cell().batchSize();
    if (known.size() < 2) {
      return Optional.empty();
    }
    int there =
        known.stream()
            .min(
                Comparator.comparingDouble(
                    one -> published(one.cell(), options.scale()).orElseThrow()))
            .orElseThrow()
            .cell()
            .batchSize();
    String sentence =
        "%s: of these, batches of %d are fastest; published batches of %d."
            .formatted(curve, best, there);
    return Optional.of(
        best == there
            ? ShapeFinding.agrees(sentence)
            : ShapeFinding.differs(
                sentence,
                options.network().simulated()
                    ? "a smaller network and fewer images: a large batch's own time weighs less than"
                        + " the transfers of many small ones."
                    : "there each batch has a function of its own, so that the time of one batch counts;"
                        + " here the processors compute all samples in any case, and fewer batches"
                        + " cost less besides."));
  }

  private static List<ShapeFinding> morePeers(
      String model, List<CellTimes> times, ReplayOptions options) {
    List<CellTimes> smallest = new ArrayList<>();
    int batchSize = times.get(0).cell().batchSize();
    times.stream()
        .filter(one -> one.cell().model().equals(model) && one.cell().batchSize() == batchSize)
        .forEach(smallest::add);
    if (smallest.size() < 2) {
      return List.of();
    }
    CellTimes few = smallest.get(0);
    CellTimes many = smallest.get(smallest.size() - 1);
    double here = few.epoch(options.network()) / many.epoch(options.network());
    double there =
        published(few.cell(), options.scale()).orElse(Double.NaN)
            / published(many.cell(), options.scale()).orElse(Double.NaN);
    String sentence =
        String.format(
            Locale.ROOT,
            "%s, batch %d: from %d to %d peers an epoch becomes %.2f times as fast; published %.2f"
                + " times.",
            model,
            batchSize,
            few.cell().peers(),
            many.cell().peers(),
            here,
            there);
    return List.of(
        here > 1
            ? ShapeFinding.agrees(sentence)
            : ShapeFinding.differs(
                sentence,
                "all peers share the same processors here, so that more of them only exchange"
                    + " more."));
  }
}
