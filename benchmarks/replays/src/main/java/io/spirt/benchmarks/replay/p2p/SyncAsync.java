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
import io.spirt.benchmarks.replay.Unit;
import io.spirt.frameworks.FrameworkReport;
import io.spirt.frameworks.worker.WorkerEpoch;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** Accuracy by epoch of synchronous peers and of each asynchronous one. */
public final class SyncAsync implements Experiment {
  private static final String DATASET = "mnist";
  private static final String FULL_MODEL = "mobilenet-v3-small";
  private static final String MODE = "mode";

  private final PeerRuntime runtime;

  /** Of real runs. */
  public SyncAsync() {
    this(PeerRuntime.LOCAL);
  }

  SyncAsync(PeerRuntime runtime) {
    this.runtime = runtime;
  }

  @Override
  public String id() {
    return "sync-async";
  }

  @Override
  public List<String> description() {
    return List.of(
        "Accuracy by epoch: peers that wait for each other, and peers that do not.",
        "",
        "Asynchronous peers take the latest gradient of each other peer, of whatever",
        "epoch, so that their models differ: each evaluates its own.");
  }

  @Override
  public void check(ReplayOptions options) {
    Object unused = job(options).job(id());
  }

  private static PeerJob job(ReplayOptions options) {
    Scale scale = options.scale();
    return new PeerJob(
        scale.pick(2, 4, 4),
        options.model(scale == Scale.FULL ? FULL_MODEL : ReplayOptions.DEFAULT_MODEL),
        options.dataset(DATASET),
        scale.pick(16, 64, 64),
        scale.pick(2, 6, 235),
        scale.pick(3, 40, 150),
        scale.pick(0.05, 0.1, 0.001),
        1);
  }

  @Override
  public ReplayResult run(ReplayOptions options, Consumer<String> progress) {
    PeerJob setting = job(options);
    FrameworkReport together =
        runtime.train(
            setting.job(id()),
            Map.of(MODE, "synchronous", "keepModel", "false"),
            options,
            progress);
    FrameworkReport apart =
        runtime.train(
            setting.job(id()),
            Map.of(MODE, "asynchronous", "keepModel", "false"),
            options,
            progress);
    ReplayRows.Builder rows =
        ReplayRows.columns(
            ReplayRows.text("mode"),
            ReplayRows.count("rank"),
            ReplayRows.count("epoch"),
            ReplayRows.number("accuracyPercent"));
    LinePlot plot = LinePlot.of("accuracy", "Accuracy by epoch", "epoch", "accuracy, %");
    List<Double> first = curve("synchronous", 0, together, plot, rows);
    List<List<Double>> others = new ArrayList<>();
    for (int rank = 0; rank < setting.peers(); rank++) {
      others.add(curve("asynchronous", rank, apart, plot, rows));
    }
    Published published = Published.of(id());
    double best = others.stream().mapToDouble(SyncAsync::end).max().orElse(Double.NaN);
    double worst = others.stream().mapToDouble(SyncAsync::end).min().orElse(Double.NaN);
    double drops = others.stream().mapToDouble(SyncAsync::drop).max().orElse(Double.NaN);
    return ReplayResult.of(
            "%d peers of %d batches of %d, %s on %s, %d epochs"
                .formatted(
                    setting.peers(),
                    setting.batches(),
                    setting.batchSize(),
                    setting.model(),
                    setting.dataset(),
                    setting.epochs()))
        .figure(
            Figure.of(
                "accuracyPercent.synchronous",
                "accuracy of synchronous peers at the end",
                Unit.PERCENT,
                end(first),
                published))
        .figure(
            Figure.here(
                "accuracyPercent.asynchronousBest",
                "accuracy of the best asynchronous peer",
                Unit.PERCENT,
                best))
        .figure(
            Figure.here(
                "accuracyPercent.asynchronousWorst",
                "accuracy of the worst asynchronous peer",
                Unit.PERCENT,
                worst))
        .figure(
            Figure.here(
                "largestDropPercent.synchronous",
                "largest loss of accuracy in an epoch, synchronous",
                Unit.PERCENT,
                drop(first)))
        .figure(
            Figure.here(
                "largestDropPercent.asynchronous",
                "largest loss of accuracy in an epoch, asynchronous",
                Unit.PERCENT,
                drops))
        .figure(
            Figure.here(
                "trainingMillis.synchronous",
                "training, synchronous",
                Unit.MILLIS,
                together.report().trainingMillis()))
        .figure(
            Figure.here(
                "trainingMillis.asynchronous",
                "training, asynchronous",
                Unit.MILLIS,
                apart.report().trainingMillis()))
        .rows(rows.build())
        .plot(plot.build())
        .shape(shape(end(first), (best + worst) / 2))
        .note(
            "Published: 84.3 % at about 128 epochs for synchronous peers; the other curve in"
                + " words.")
        .note(
            "How stale gradients are depends on how the machine shares its processors: two runs of"
                + " the asynchronous kind differ.")
        .build();
  }

  /** Draws a rank's accuracies, adds its rows; the accuracies in percent by epoch. */
  private static List<Double> curve(
      String mode, int rank, FrameworkReport report, LinePlot plot, ReplayRows.Builder rows) {
    List<Integer> epochs = new ArrayList<>();
    List<Double> percents = new ArrayList<>();
    for (WorkerEpoch epoch : report.epochs()) {
      if (epoch.rank() == rank && epoch.validationAccuracy() != null) {
        epochs.add(epoch.epoch());
        percents.add(100 * epoch.validationAccuracy());
        rows.row(mode, rank, epoch.epoch(), 100 * epoch.validationAccuracy());
      }
    }
    plot.measured(mode.equals("synchronous") ? mode : mode + ", rank " + rank, epochs, percents);
    return percents;
  }

  private static double end(List<Double> percents) {
    return percents.isEmpty() ? Double.NaN : percents.get(percents.size() - 1);
  }

  private static double drop(List<Double> percents) {
    double most = 0;
    for (int i = 1; i < percents.size(); i++) {
      most = Math.max(most, percents.get(i - 1) - percents.get(i));
    }
    return most;
  }

  private static ShapeFinding shape(double together, double apart) {
    String sentence =
        String.format(
            Locale.ROOT,
            "after the same epochs synchronous peers reach %.1f %%, asynchronous ones %.1f %% (the"
                + " middle of best and worst); published: synchronous ones learn faster.",
            together,
            apart);
    return together > apart
        ? ShapeFinding.agrees(sentence)
        : ShapeFinding.differs(
            sentence,
            "peers of equal speed on one machine send gradients that are hardly ever stale.");
  }
}
