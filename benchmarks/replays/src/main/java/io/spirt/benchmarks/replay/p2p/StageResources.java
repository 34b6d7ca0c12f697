package io.spirt.benchmarks.replay.p2p;

import io.spirt.benchmarks.replay.BarPlot;
import io.spirt.benchmarks.replay.Experiment;
import io.spirt.benchmarks.replay.Figure;
import io.spirt.benchmarks.replay.Published;
import io.spirt.benchmarks.replay.ReplayOptions;
import io.spirt.benchmarks.replay.ReplayResult;
import io.spirt.benchmarks.replay.ReplayRows;
import io.spirt.benchmarks.replay.ShapeFinding;
import io.spirt.benchmarks.replay.Unit;
import io.spirt.frameworks.FrameworkReport;
import io.spirt.frameworks.worker.WorkerEpoch;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Processor, memory and time of each stage of a peer: which one is worth offloading. */
public final class StageResources implements Experiment {
  private static final List<String> STAGES =
      List.of("compute", "send", "receive", "update", "convergence");
  private static final int PEERS = 4;
  private static final double LEARNING_RATE = 0.001;

  /** Below, computing does not stand out as it did. */
  private static final double LEAST_FACTOR = 5;

  private static final Map<String, String> SETTINGS = Map.of("keepModel", "false");

  private final PeerRuntime runtime;

  /** Of real runs. */
  public StageResources() {
    this(PeerRuntime.LOCAL);
  }

  StageResources(PeerRuntime runtime) {
    this.runtime = runtime;
  }

  /** One stage's means over peers and epochs; convergence is rank 0's alone. */
  private record Use(double processorPercent, double bytes, double seconds) {}

  @Override
  public String id() {
    return "stage-resources";
  }

  @Override
  public List<String> description() {
    return List.of(
        "What each stage of a peer takes: processor, memory and time, of 4 peers.",
        "",
        "Computing is counted per batch, as published; all else per epoch. 100 % is one",
        "processor.");
  }

  @Override
  public void check(ReplayOptions options) {
    for (String model : models(options)) {
      for (String dataset : datasets(options)) {
        Object unused = job(options, model, dataset).job(id());
      }
    }
  }

  private static List<String> models(ReplayOptions options) {
    return options
        .modelChosen()
        .map(List::of)
        .orElse(
            options
                .scale()
                .pick(
                    List.of("squeezenet1_1"),
                    List.of("squeezenet1_1", "mobilenet-v3-small"),
                    List.of("squeezenet1_1", "mobilenet-v3-small", "vgg11")));
  }

  private static List<String> datasets(ReplayOptions options) {
    return options.scale().pick(false, false, true)
        ? List.of("mnist", "cifar10")
        : List.of(options.dataset("mnist"));
  }

  private static PeerJob job(ReplayOptions options, String model, String dataset) {
    return new PeerJob(
        options.scale().pick(2, PEERS, PEERS),
        model,
        dataset,
        options.scale().pick(8, 64, 500),
        options.scale().pick(1, 3, 30),
        options.scale().pick(1, 3, 4),
        LEARNING_RATE,
        1);
  }

  @Override
  public ReplayResult run(ReplayOptions options, Consumer<String> progress) {
    Published published = Published.of(id());
    List<Figure> figures = new ArrayList<>();
    ReplayRows.Builder rows =
        ReplayRows.columns(
            ReplayRows.text("model"),
            ReplayRows.text("dataset"),
            ReplayRows.text("stage"),
            ReplayRows.number("processorPercent"),
            ReplayRows.number("bytes"),
            ReplayRows.number("seconds"));
    Map<String, List<Double>> seconds = new TreeMap<>();
    List<ShapeFinding> shape = new ArrayList<>();
    for (String model : models(options)) {
      for (String dataset : datasets(options)) {
        FrameworkReport report =
            runtime.train(job(options, model, dataset).job(id()), SETTINGS, options, progress);
        Map<String, Use> uses = uses(report);
        // Generated digits stand for the grey dataset.
        String as = dataset.equals(ReplayOptions.GENERATED) ? "mnist" : dataset;
        for (String stage : STAGES) {
          Use use = uses.get(stage);
          add(figures, published, model, as, stage, use);
          rows.row(model, dataset, stage, use.processorPercent(), use.bytes(), use.seconds());
        }
        seconds.put(
            model + ", " + dataset,
            STAGES.stream().map(stage -> uses.get(stage).seconds()).toList());
        shape.add(shape(model + " on " + dataset, uses));
      }
    }
    PeerJob job = job(options, "", "");
    ReplayResult.Builder result =
        ReplayResult.of(
            "%d peers of %d batches of %d, %d epochs; all on %d processors"
                .formatted(
                    job.peers(),
                    job.batches(),
                    job.batchSize(),
                    job.epochs(),
                    Runtime.getRuntime().availableProcessors()));
    BarPlot plot = BarPlot.of("time", "Time of each stage", "seconds", STAGES).logarithmic();
    seconds.forEach(plot::series);
    result.figures(figures).rows(rows.build()).plot(plot.build());
    shape.forEach(result::shape);
    return result
        .note(
            "Published: 2 processors for each peer, so that 200 % is all of them; here a peer's"
                + " network uses one, and the peers share the machine.")
        .note("Receiving has the waiting for slower peers in it, as published.")
        .note(
            "Memory is the resident set of a peer's process after the stage; computing is per"
                + " batch, the rest per epoch; convergence is of rank 0, over the validation data.")
        .build();
  }

  private static void add(
      List<Figure> figures,
      Published published,
      String model,
      String dataset,
      String stage,
      Use use) {
    String key = "." + model + "." + dataset + "." + stage;
    String what = model + ", " + stage + ": ";
    figures.add(Figure.seconds("seconds" + key, what + "time", use.seconds(), published));
    figures.add(
        Figure.of(
            "processorPercent" + key,
            what + "processor",
            Unit.PERCENT,
            use.processorPercent(),
            published));
    figures.add(Figure.of("bytes" + key, what + "memory", Unit.BYTES, use.bytes(), published));
  }

  private static Map<String, Use> uses(FrameworkReport report) {
    Map<String, Use> uses = new TreeMap<>();
    for (String stage : STAGES) {
      double millis = mean(report, stage + ".millis");
      double processor = mean(report, stage + ".processorMillis");
      double parts =
          stage.equals("compute")
              ? report.epochs().stream().mapToInt(WorkerEpoch::steps).average().orElse(1)
              : 1;
      uses.put(
          stage,
          new Use(
              100 * processor / millis,
              mean(report, stage + ".residentBytes"),
              millis / parts / 1e3));
    }
    return uses;
  }

  private static double mean(FrameworkReport report, String detail) {
    OptionalDouble mean =
        report.epochs().stream()
            .filter(epoch -> epoch.details().containsKey(detail))
            .mapToDouble(epoch -> epoch.details().get(detail))
            .average();
    return mean.orElse(Double.NaN);
  }

  private static ShapeFinding shape(String what, Map<String, Use> uses) {
    double compute = uses.get("compute").seconds();
    double others =
        STAGES.stream()
            .filter(stage -> !stage.equals("compute") && !stage.equals("receive"))
            .mapToDouble(stage -> uses.get(stage).seconds())
            .max()
            .orElse(0);
    String sentence =
        String.format(
            Locale.ROOT,
            "%s: one batch's gradient takes %.1f times as long as the longest of sending, updating"
                + " and validating; published 11 to 88 times.",
            what,
            compute / others);
    return compute > LEAST_FACTOR * others
        ? ShapeFinding.agrees(sentence)
        : ShapeFinding.differs(
            sentence, "batches and validation data are small here, the network is loopback.");
  }
}
