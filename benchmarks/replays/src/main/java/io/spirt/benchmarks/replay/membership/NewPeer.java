package io.spirt.benchmarks.replay.membership;

import io.spirt.benchmarks.replay.BarPlot;
import io.spirt.benchmarks.replay.Experiment;
import io.spirt.benchmarks.replay.ExperimentFailedException;
import io.spirt.benchmarks.replay.Figure;
import io.spirt.benchmarks.replay.Published;
import io.spirt.benchmarks.replay.ReplayOptions;
import io.spirt.benchmarks.replay.ReplayResult;
import io.spirt.benchmarks.replay.ReplayRun;
import io.spirt.benchmarks.replay.ReplayRuntime;
import io.spirt.benchmarks.replay.ShapeFinding;
import io.spirt.job.Job;
import io.spirt.monitor.report.JoinReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A fourth peer joins three that train already. */
public final class NewPeer implements Experiment {
  private static final int PEERS = 3;
  private static final int JOINING_EPOCH = 2;
  private static final int EPOCHS = 12;
  private static final long MOST_SECONDS_AFTER_THE_RUN = 10;

  private final ReplayRuntime runtime;

  /** Of real runs. */
  public NewPeer() {
    this(ReplayRuntime.LOCAL);
  }

  NewPeer(ReplayRuntime runtime) {
    this.runtime = runtime;
  }

  @Override
  public String id() {
    return "new-peer";
  }

  @Override
  public List<String> description() {
    return List.of(
        "A fourth peer joins 3 peers of 20 batches: until it is trusted and ready.",
        "",
        "In epoch 2 a newcomer with its own database, queues and key asks to join. The",
        "peers check its request, exchange passwords with it, and from an epoch's start",
        "on share the batches with it: 15 each.");
  }

  @Override
  public void check(ReplayOptions options) {
    job(options);
  }

  private Job job(ReplayOptions options) {
    return ReplayJob.of(id(), PEERS, EPOCHS, options);
  }

  @Override
  public ReplayResult run(ReplayOptions options, Consumer<String> progress) {
    Job job = job(options);
    JoiningHooks hooks =
        new JoiningHooks(JOINING_EPOCH, name -> runtime.join(options.runs(), name, progress));
    ReplayRun run = ReplayRun.of(job, options, runtime, hooks, progress);
    JoinReport joined = joined(hooks.joined());
    List<Figure> figures = figures(joined, run, hooks.batches());
    ReplayResult.Builder result = ReplayResult.of(setting(options)).figures(figures);
    result.plot(
        BarPlot.ofFigures(
            "join", "A peer joins: parts in seconds", "seconds", figures.subList(0, 4)));
    result.shape(shape(figures.get(1)));
    notes(joined, run).forEach(result::note);
    details(joined, options, run).forEach(result::detail);
    return result.redis(run.report().versions().getOrDefault("redis", "unknown")).build();
  }

  private static ShapeFinding shape(Figure integration) {
    String sentence =
        "a newcomer takes part %s after it asked; published %s until it was recognised."
            .formatted(integration.measuredText(), integration.publishedText());
    return integration.measured() <= integration.published().orElseThrow()
        ? ShapeFinding.agrees("the peers go on meanwhile, and " + sentence)
        : ShapeFinding.differs(sentence, "the machine is busier than AWS's functions were.");
  }

  private static JoinReport joined(CompletableFuture<JoinReport> joined) {
    try {
      return joined.orTimeout(MOST_SECONDS_AFTER_THE_RUN, TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      throw new ExperimentFailedException(
          "the newcomer did not take part before the run ended: " + e.getCause(), e);
    }
  }

  private static String setting(ReplayOptions options) {
    return "%d peers of %d batches, %s on %s, %d workers; rank %d asks to join in epoch %d of %d"
        .formatted(
            PEERS,
            ReplayJob.batches(options) / PEERS,
            ReplayJob.model(options),
            ReplayJob.dataset(options),
            options.workers(),
            PEERS,
            JOINING_EPOCH,
            EPOCHS);
  }

  private List<Figure> figures(JoinReport joined, ReplayRun run, BatchCounts batches) {
    Published published = Published.of(id());
    int with = joined.epoch();
    return List.of(
        Figure.millis(
            "recognisedMillis",
            "recognised: join request accepted by all three",
            joined.recognisedMillis(),
            published),
        Figure.millis(
            "integrationMillis",
            "integration: passwords exchanged, model copied",
            joined.integrationMillis(),
            published),
        Figure.millis(
            "epochMillis.before",
            "epoch of 3 peers, before",
            run.medianEpochMillis(epoch -> epoch < JOINING_EPOCH, "before the newcomer"),
            published),
        Figure.millis(
            "epochMillis.after",
            "epoch of 4 peers, afterwards",
            run.medianEpochMillis(epoch -> epoch >= with, "with the newcomer"),
            published),
        Figure.count(
            "batchesBefore",
            "batches of each peer before",
            batches.each(1, List.of(0, 1, 2)),
            published),
        Figure.count(
            "batchesAfter",
            "batches of each peer afterwards",
            batches.each(with, List.of(0, 1, 2, joined.rank())),
            published));
  }

  private static List<String> notes(JoinReport joined, ReplayRun run) {
    List<String> notes = new ArrayList<>();
    notes.add(
        "Rank %d takes part from epoch %d on; it copied the model of version %d."
            .formatted(joined.rank(), joined.epoch(), joined.version()));
    notes.add("Published: until the three peers had the newcomer on their lists of trusted peers.");
    notes.add("Both count from its join request; then it waits for the next epoch to begin.");
    notes.add(
        run.digestsEqual()
            ? "All %d peers hold bit-identical params at the end.".formatted(run.active().size())
            : "The peers do NOT hold the same params at the end.");
    return notes;
  }

  private static Map<String, Object> details(
      JoinReport joined, ReplayOptions options, ReplayRun run) {
    Map<String, Object> details = new TreeMap<>();
    details.put("model", ReplayJob.model(options));
    details.put("dataset", ReplayJob.dataset(options));
    details.put("workers", options.workers());
    details.put("rank", joined.rank());
    details.put("firstEpoch", joined.epoch());
    details.put("version", joined.version());
    details.put("digestsEqual", run.digestsEqual());
    return details;
  }
}
