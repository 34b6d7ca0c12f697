package io.spirt.benchmarks.replay.p2p;

import io.spirt.benchmarks.replay.Experiment;
import io.spirt.benchmarks.replay.Figure;
import io.spirt.benchmarks.replay.LinePlot;
import io.spirt.benchmarks.replay.Published;
import io.spirt.benchmarks.replay.ReplayOptions;
import io.spirt.benchmarks.replay.ReplayResult;
import io.spirt.benchmarks.replay.ReplayRows;
import io.spirt.benchmarks.replay.Scale;
import io.spirt.benchmarks.replay.ShapeFinding;
import io.spirt.frameworks.FrameworkReport;
import io.spirt.frameworks.worker.WorkerEpoch;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.DoubleStream;

/** Computing and communicating of a peer by the number of peers that share a dataset. */
public final class ComputeVsCommunication implements Experiment {
  private static final double LEARNING_RATE = 0.001;
  private static final Map<String, String> SETTINGS = Map.of("keepModel", "false");

  private final PeerRuntime runtime;

  /** Of real runs. */
  public ComputeVsCommunication() {
    this(PeerRuntime.LOCAL);
  }

  ComputeVsCommunication(PeerRuntime runtime) {
    this.runtime = runtime;
  }

  @Override
  public String id() {
    return "compute-vs-communication";
  }

  @Override
  public List<String> description() {
    return List.of(
        "Computing and communicating of a peer, by the number of peers, per epoch.",
        "",
        "More peers have fewer batches each, but more gradients to read.");
  }

  @Override
  public void check(ReplayOptions options) {
    for (String model : models(options)) {
      for (int peers : peers(options)) {
        Object unused = job(options, model, peers).job(id());
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
                    List.of("lenet5"),
                    List.of("lenet5", "mobilenet-v3-small"),
                    List.of("vgg11", "mobilenet-v3-small")));
  }

  private static List<Integer> peers(ReplayOptions options) {
    return options.scale().pick(List.of(1, 2), List.of(2, 4, 6), List.of(4, 8, 12));
  }

  private static PeerJob job(ReplayOptions options, String model, int peers) {
    int batches = options.scale().pick(2, 12, 60);
    return new PeerJob(
        peers,
        model,
        options.dataset("mnist"),
        options.scale().pick(16, 64, 1024),
        Math.max(1, batches / peers),
        2,
        LEARNING_RATE,
        2);
  }

  @Override
  public ReplayResult run(ReplayOptions options, Consumer<String> progress) {
    Published published = Published.of(id());
    ReplayRows.Builder rows =
        ReplayRows.columns(
            ReplayRows.text("model"),
            ReplayRows.count("peers"),
            ReplayRows.number("computeSeconds"),
            ReplayRows.number("communicationSeconds"),
            ReplayRows.number("bytesReceived"));
    List<Figure> figures = new ArrayList<>();
    LinePlot plot = LinePlot.of("time", "A peer's epoch", "peers", "seconds").logarithmic();
    ReplayResult.Builder result =
        ReplayResult.of(
            "batches of %d, all peers on %d processors"
                .formatted(
                    job(options, "", 1).batchSize(), Runtime.getRuntime().availableProcessors()));
    for (String model : models(options)) {
      List<Double> computing = new ArrayList<>();
      List<Double> communicating = new ArrayList<>();
      for (int peers : peers(options)) {
        FrameworkReport report =
            runtime.train(job(options, model, peers).job(id()), SETTINGS, options, progress);
        double compute = last(report, "compute.processorMillis").average().orElse(Double.NaN) / 1e3;
        // Who comes last waits for nobody.
        double communication =
            (last(report, "send.millis").min().orElse(Double.NaN)
                    + last(report, "receive.millis").min().orElse(Double.NaN))
                / 1e3;
        double bytes =
            report.epochs().stream()
                .mapToLong(epoch -> epoch.traffic().bytesIn())
                .average()
                .orElse(Double.NaN);
        computing.add(compute);
        communicating.add(communication);
        String key = model + "." + peers;
        String what = model + ", %d peer%s: ".formatted(peers, peers == 1 ? "" : "s");
        figures.add(
            Figure.seconds("computeSeconds." + key, what + "computing", compute, published));
        figures.add(
            Figure.seconds(
                "communicationSeconds." + key, what + "communicating", communication, published));
        rows.row(model, peers, compute, communication, bytes);
      }
      plot.measured(model + ", computing", peers(options), computing);
      plot.measured(model + ", communicating", peers(options), communicating);
      result.shape(shape(model, computing, communicating));
    }
    result.figures(figures).rows(rows.build()).plot(plot.build());
    result.note("Computing is processor time, since the peers share this machine's processors.");
    result.note(
        "Communicating is sending and receiving over loopback, of the peer that waited least;"
            + " the figure's values were published as a picture only.");
    if (options.scale() != Scale.FULL) {
      result.note("VGG-11 and batches of 1024 only with --full.");
    }
    return result.build();
  }

  /** A figure of all peers in the last epoch. */
  private static DoubleStream last(FrameworkReport report, String detail) {
    int end = report.epochs().stream().mapToInt(WorkerEpoch::epoch).max().orElse(0);
    return report.epochs().stream()
        .filter(epoch -> epoch.epoch() == end && epoch.details().containsKey(detail))
        .mapToDouble(epoch -> epoch.details().get(detail));
  }

  private static ShapeFinding shape(String model, List<Double> computing, List<Double> sending) {
    double less = computing.get(0) / computing.get(computing.size() - 1);
    double more = sending.get(sending.size() - 1) / sending.get(0);
    String sentence =
        String.format(
            Locale.ROOT,
            "%s: from the fewest to the most peers computing falls to 1/%.1f and communicating"
                + " grows %.1f times; published: one falls, the other grows.",
            model,
            less,
            more);
    return less > 1 && more > 1
        ? ShapeFinding.agrees(sentence)
        : ShapeFinding.differs(
            sentence,
            "gradients of this size take milliseconds over loopback, less than the machine's"
                + " noise.");
  }
}
