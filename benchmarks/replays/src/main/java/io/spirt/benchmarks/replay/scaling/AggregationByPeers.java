package io.spirt.benchmarks.replay.scaling;

import io.spirt.benchmarks.replay.BarPlot;
import io.spirt.benchmarks.replay.Figure;
import io.spirt.benchmarks.replay.Network;
import io.spirt.benchmarks.replay.ReplayOptions;
import io.spirt.benchmarks.replay.ReplayResult;
import io.spirt.benchmarks.replay.ReplayRuntime;
import io.spirt.benchmarks.replay.ShapeFinding;
import io.spirt.benchmarks.replay.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code aggregation-by-peers}: fetching and combining averages, by number of peers. */
public final class AggregationByPeers extends CellExperiment {
  private static final int SCALED_BATCH = 16;

  /** Of real runs. */
  public AggregationByPeers() {
    this(ReplayRuntime.LOCAL);
  }

  AggregationByPeers(ReplayRuntime runtime) {
    super(runtime);
  }

  @Override
  public String id() {
    return "aggregation-by-peers";
  }

  @Override
  public List<String> description() {
    return List.of(
        "Time to fetch the other peers' averages and combine them, by number of peers.",
        "",
        "A real run for each model and number of peers; scaled, each peer has one small",
        "batch, which its aggregate does not depend on. The paper's figure has no",
        "numbers, so its shape is what is compared.");
  }

  @Override
  List<Cell> cells(ReplayOptions options) {
    List<String> models =
        options
            .modelChosen()
            .map(List::of)
            .orElse(
                options
                    .scale()
                    .pick(
                        List.of("lenet5"),
                        List.of("mobilenet-v3-small", "densenet121"),
                        List.of("mobilenet-v3-small", "densenet121")));
    return switch (options.scale()) {
      case SMALLEST -> oneBatchEach(models, List.of(2));
      case SCALED -> oneBatchEach(models, List.of(4, 8, 12));
      case FULL -> grid(models, List.of(4, 6, 8, 10, 12), List.of(1024), MNIST);
    };
  }

  private static List<Cell> oneBatchEach(List<String> models, List<Integer> peers) {
    List<Cell> cells = new ArrayList<>();
    for (String model : models) {
      peers.forEach(n -> cells.add(new Cell(model, n, SCALED_BATCH, n * SCALED_BATCH)));
    }
    return cells;
  }

  @Override
  void show(List<CellTimes> times, ReplayOptions options, ReplayResult.Builder result) {
    Network network = options.network();
    List<String> peers = times.stream().map(one -> peers(one)).distinct().toList();
    BarPlot plot = BarPlot.of("aggregation", "Aggregation by number of peers", "seconds", peers);
    for (String model : models(times)) {
      List<CellTimes> bars =
          times.stream().filter(one -> one.cell().model().equals(model)).toList();
      plot.series(model, bars.stream().map(one -> one.aggregation(network)).toList());
      if (bars.size() > 1) {
        result.shape(growth(model, bars, network));
      }
    }
    for (CellTimes one : times) {
      result.figure(
          Figure.here(
              "aggregateSeconds.%s-%d".formatted(one.cell().model(), one.cell().peers()),
              "%s, %s".formatted(one.cell().model(), peers(one)),
              Unit.SECONDS,
              one.aggregation(network)));
    }
    result.plot(plot.build());
  }

  private static String peers(CellTimes one) {
    return one.cell().peers() + " peers";
  }

  private static ShapeFinding growth(String model, List<CellTimes> bars, Network network) {
    CellTimes few = bars.get(0);
    CellTimes many = bars.get(bars.size() - 1);
    double times = many.aggregation(network) / few.aggregation(network);
    String sentence =
        String.format(
            Locale.ROOT,
            "%s: aggregation among %d peers takes %.2f times as long as among %d; published: more"
                + " peers take longer.",
            model,
            many.cell().peers(),
            times,
            few.cell().peers());
    return times > 1
        ? ShapeFinding.agrees(sentence)
        : ShapeFinding.differs(
            sentence, "the averages are so small that waiting for a processor is most of it.");
  }
}
