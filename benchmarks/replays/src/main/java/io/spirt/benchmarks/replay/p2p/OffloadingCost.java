package io.spirt.benchmarks.replay.p2p;

import io.spirt.benchmarks.replay.BarPlot;
import io.spirt.benchmarks.replay.Experiment;
import io.spirt.benchmarks.replay.Figure;
import io.spirt.benchmarks.replay.Network;
import io.spirt.benchmarks.replay.Published;
import io.spirt.benchmarks.replay.ReplayOptions;
import io.spirt.benchmarks.replay.ReplayResult;
import io.spirt.benchmarks.replay.ReplayRows;
import io.spirt.benchmarks.replay.Scale;
import io.spirt.benchmarks.replay.ShapeFinding;
import io.spirt.benchmarks.replay.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** What it costs to have functions compute a peer's gradients, by size of a batch. */
public final class OffloadingCost implements Experiment {
  private static final String DATASET = "mnist";
  private static final String FULL_MODEL = "vgg11";
  private static final int FULL_PEERS = 4;

  private final PeerRuntime runtime;

  /** Of real runs. */
  public OffloadingCost() {
    this(PeerRuntime.LOCAL);
  }

  OffloadingCost(PeerRuntime runtime) {
    this.runtime = runtime;
  }

  @Override
  public String id() {
    return "offloading-cost";
  }

  @Override
  public List<String> description() {
    return List.of(
        "Gradients of a peer's batches, in a row or at once on functions: time and cost.",
        "",
        "Times are measured, or simulated with --network lambda; costs are the thesis's",
        "formulas 8.1 and 8.2 with its prices, applied to them.");
  }

  @Override
  public boolean simulatesLambda() {
    return true;
  }

  @Override
  public void check(ReplayOptions options) {
    cases(options).forEach(one -> PeerCases.check(one));
  }

  private static List<Offload.Case> cases(ReplayOptions options) {
    Map<Integer, Integer> batches =
        new TreeMap<>(
            options
                .scale()
                .pick(
                    Map.of(64, 6, 128, 3),
                    Map.of(64, 235, 128, 118, 512, 30, 1024, 15),
                    Map.of(64, 235, 128, 118, 512, 30, 1024, 15)));
    List<Offload.Case> cases = new ArrayList<>();
    batches.forEach(
        (size, count) ->
            cases.add(
                new Offload.Case(
                    options.scale() == Scale.FULL ? FULL_PEERS : 1,
                    PeerCases.model(options, FULL_MODEL),
                    options.dataset(DATASET),
                    size,
                    count)));
    return cases;
  }

  @Override
  public ReplayResult run(ReplayOptions options, Consumer<String> progress) {
    List<Offload> measured = new ArrayList<>();
    for (Offload.Case one : cases(options)) {
      measured.add(Offload.measure(id(), one, options, runtime, progress));
    }
    ReplayResult.Builder result =
        ReplayResult.of(PeerCases.setting(cases(options).get(0), options));
    Published published = Published.of(id());
    OffloadPrice price = new OffloadPrice();
    ReplayRows.Builder rows =
        ReplayRows.columns(
            ReplayRows.count("batchSize"),
            ReplayRows.count("batches"),
            ReplayRows.number("sequentialSeconds"),
            ReplayRows.number("parallelSeconds"),
            ReplayRows.number("sequentialDollars"),
            ReplayRows.number("parallelDollars"));
    List<Figure> times = new ArrayList<>();
    List<Figure> costs = new ArrayList<>();
    for (Offload one : measured) {
      int size = one.batchSize();
      double row = price.sequential(one.sequentialSeconds());
      double atOnce = price.parallel(one.parallelSeconds(), one.batches(), size);
      String what = "%d x %d: ".formatted(one.batches(), size);
      times.add(
          seconds(
              "sequentialSeconds." + size, what + "in a row", one.sequentialSeconds(), published));
      times.add(
          seconds("parallelSeconds." + size, what + "at once", one.parallelSeconds(), published));
      costs.add(dollars("sequentialDollars." + size, what + "in a row", row, published));
      costs.add(dollars("parallelDollars." + size, what + "at once", atOnce, published));
      rows.row(size, one.batches(), one.sequentialSeconds(), one.parallelSeconds(), row, atOnce);
    }
    result.figures(times).figures(costs).rows(rows.build());
    result.plot(BarPlot.ofFigures("time", "Gradients of a peer: time", "seconds", times));
    result.plot(BarPlot.ofFigures("cost", "Gradients of a peer: cost", "dollars", costs));
    result.shape(PeerCases.speed(measured, options));
    result.shape(costShape(costs, options));
    notes(options).forEach(result::note);
    return result.build();
  }

  private static Figure seconds(String key, String label, double value, Published published) {
    return Figure.seconds(key, label, value, published);
  }

  private static Figure dollars(String key, String label, double value, Published published) {
    return Figure.of(key, label, Unit.DOLLARS, value, published);
  }

  private static ShapeFinding costShape(List<Figure> costs, ReplayOptions options) {
    double least = Double.MAX_VALUE;
    double most = 0;
    for (int i = 0; i < costs.size(); i += 2) {
      double times = costs.get(i + 1).measured() / costs.get(i).measured();
      least = Math.min(least, times);
      most = Math.max(most, times);
    }
    String sentence =
        String.format(
            Locale.ROOT,
            "at once costs %.1f to %.1f times as much as in a row; published 4.1 to 5.4 times.",
            least,
            most);
    if (least > 1 && most < 10) {
      return ShapeFinding.agrees(sentence);
    }
    return ShapeFinding.differs(
        sentence,
        options.network() == Network.LAMBDA
            ? "the batches' computing is short here beside storing and fetching, and the formula"
                + " bills each function for all of it."
            : "the formula bills one function per batch for the whole time, and here all of them"
                + " share a few processors.");
  }

  private static List<String> notes(ReplayOptions options) {
    List<String> notes = new ArrayList<>(PeerCases.notes(options));
    notes.add(
        "The published costs of 128 and 1024 do not follow from the published times by the formula:"
            + " it gives $0.03555 and $0.03372.");
    notes.add("The costs are of AWS's machines at the thesis's prices, for times of this machine.");
    notes.add(
        "The sums for four peers in Table 4.3 are four times Table 8.12's costs in a row: they"
            + " belong to Table 4.4. The 75 % that the text says functions save at 1024 are in"
            + " neither table.");
    return notes;
  }
}
