package io.spirt.benchmarks.replay.p2p;

import io.spirt.benchmarks.replay.BarPlot;
import io.spirt.benchmarks.replay.Experiment;
import io.spirt.benchmarks.replay.Figure;
import io.spirt.benchmarks.replay.Published;
import io.spirt.benchmarks.replay.ReplayOptions;
import io.spirt.benchmarks.replay.ReplayResult;
import io.spirt.benchmarks.replay.ReplayRows;
import io.spirt.benchmarks.replay.Scale;
import io.spirt.benchmarks.replay.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** How much time functions save for 4, 8 and 12 peers that share a dataset. */
public final class Offloading implements Experiment {
  private static final String DATASET = "mnist";
  private static final String FULL_MODEL = "vgg11";

  private final PeerRuntime runtime;

  /** Of real runs. */
  public Offloading() {
    this(PeerRuntime.LOCAL);
  }

  Offloading(PeerRuntime runtime) {
    this.runtime = runtime;
  }

  @Override
  public String id() {
    return "offloading";
  }

  @Override
  public List<String> description() {
    return List.of(
        "Gradients of a peer's batches, in a row or at once on functions: 4 to 12 peers.",
        "",
        "The more peers share the dataset, the fewer batches each has, and the less",
        "there is to gain.");
  }

  @Override
  public boolean simulatesLambda() {
    return true;
  }

  @Override
  public void check(ReplayOptions options) {
    peers(options)
        .forEach(
            count -> sizes(options).forEach(size -> PeerCases.check(one(options, count, size))));
  }

  private static List<Integer> peers(ReplayOptions options) {
    return options.scale().pick(List.of(4), List.of(4, 8, 12), List.of(4, 8, 12));
  }

  private static List<Integer> sizes(ReplayOptions options) {
    return options.scale().pick(List.of(64), List.of(64, 1024), List.of(64, 128, 512, 1024));
  }

  /** A peer's share of the dataset's 60,000 samples; of 1,536 in the smallest form. */
  private static Offload.Case one(ReplayOptions options, int peers, int size) {
    int samples = options.scale().pick(1_536, 60_000, 60_000);
    int batches = Math.max(1, (int) Math.ceil((double) samples / peers / size));
    return new Offload.Case(
        options.scale() == Scale.FULL ? peers : 1,
        PeerCases.model(options, FULL_MODEL),
        options.dataset(DATASET),
        size,
        batches);
  }

  @Override
  public ReplayResult run(ReplayOptions options, Consumer<String> progress) {
    Published published = Published.of(id());
    ReplayRows.Builder rows =
        ReplayRows.columns(
            ReplayRows.count("peers"),
            ReplayRows.count("batchSize"),
            ReplayRows.count("batches"),
            ReplayRows.number("sequentialSeconds"),
            ReplayRows.number("parallelSeconds"),
            ReplayRows.number("savedPercent"));
    List<Offload> measured = new ArrayList<>();
    List<Figure> saved = new ArrayList<>();
    List<String> categories = new ArrayList<>();
    for (int peers : peers(options)) {
      for (int size : sizes(options)) {
        Offload one = Offload.measure(id(), one(options, peers, size), options, runtime, progress);
        measured.add(one);
        categories.add(peers + " x " + size);
        saved.add(
            Figure.of(
                "savedPercent.%d.%d".formatted(peers, size),
                "%d peers, batches of %d: time saved".formatted(peers, size),
                Unit.PERCENT,
                one.savedPercent(),
                published));
        rows.row(
            peers,
            size,
            one.batches(),
            one.sequentialSeconds(),
            one.parallelSeconds(),
            one.savedPercent());
      }
    }
    ReplayResult.Builder result = ReplayResult.of(PeerCases.setting(one(options, 4, 64), options));
    result.figures(saved).rows(rows.build());
    result.plot(
        BarPlot.of("time", "Gradients of a peer (peers x batch size)", "seconds", categories)
            .series("in a row", measured.stream().map(Offload::sequentialSeconds).toList())
            .series(
                "at once on functions", measured.stream().map(Offload::parallelSeconds).toList())
            .build());
    result.shape(PeerCases.speed(measured.subList(0, sizes(options).size()), options));
    PeerCases.notes(options).forEach(result::note);
    result.note("Published in figures: 97.34 % saved for 4 peers at 64, 92.04 % for 8 at 128.");
    return result.build();
  }
}
