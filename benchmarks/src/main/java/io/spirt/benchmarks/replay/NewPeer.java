package io.spirt.benchmarks.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
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
final class NewPeer implements Experiment {
  private static final int PEERS = 3;
  private static final int JOINING_EPOCH = 2;
  private static final int EPOCHS = 12;
  private static final long MOST_SECONDS_AFTER_THE_RUN = 10;
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final ReplayRuntime runtime;

  NewPeer() {
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
    return new ReplayResult(
        setting(options),
        figures(joined, run, hooks.batches()),
        notes(joined, run),
        details(joined, options, run),
        run.report().versions().getOrDefault("redis", "unknown"));
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
            ReplayJob.BATCHES / PEERS,
            options.model(),
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

  private static Map<String, JsonNode> details(
      JoinReport joined, ReplayOptions options, ReplayRun run) {
    Map<String, JsonNode> details = new TreeMap<>();
    details.put("model", JSON.textNode(options.model()));
    details.put("dataset", JSON.textNode(ReplayJob.dataset(options)));
    details.put("workers", JSON.numberNode(options.workers()));
    details.put("rank", JSON.numberNode(joined.rank()));
    details.put("firstEpoch", JSON.numberNode(joined.epoch()));
    details.put("version", JSON.numberNode(joined.version()));
    details.put("digestsEqual", JSON.booleanNode(run.digestsEqual()));
    return details;
  }
}
