package io.spirt.benchmarks.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.spirt.benchmarks.Figures;
import io.spirt.job.Job;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** One of four peers fails for good; the other three find out, agree and share its batches. */
final class PeerFailure implements Experiment {
  private static final int PEERS = 4;
  private static final int FAILING = 3;
  private static final int FAILING_EPOCH = 2;
  private static final int EPOCHS = 5;
  private static final List<Integer> ALL = List.of(0, 1, 2, 3);
  private static final List<Integer> SURVIVORS = List.of(0, 1, 2);
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final ReplayRuntime runtime;

  PeerFailure() {
    this(ReplayRuntime.LOCAL);
  }

  PeerFailure(ReplayRuntime runtime) {
    this.runtime = runtime;
  }

  @Override
  public String id() {
    return "peer-failure";
  }

  @Override
  public List<String> description() {
    return List.of(
        "One of 4 peers of 15 batches fails: detection, consensus, recovery.",
        "",
        "In epoch 2, right after every heartbeat saw it alive, the database of rank 3 is",
        "killed and stays away. The other peers note it as inactive, vote, share its",
        "batches and go on, with 20 batches each.");
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
    int round = FAILING_EPOCH - 1;
    FailureHooks hooks = new FailureHooks(FAILING, round, PEERS, System::nanoTime, progress);
    ReplayRun run = ReplayRun.of(job, options, runtime, hooks, progress);
    return new ReplayResult(
        setting(options),
        figures(run, hooks),
        notes(job, run, hooks),
        details(job, options, run, hooks),
        run.report().versions().getOrDefault("redis", "unknown"));
  }

  private static String setting(ReplayOptions options) {
    return "%d peers of %d batches, %s on %s, %d workers; rank %d fails in epoch %d of %d"
        .formatted(
            PEERS,
            ReplayJob.BATCHES / PEERS,
            options.model(),
            ReplayJob.dataset(options),
            options.workers(),
            FAILING,
            FAILING_EPOCH,
            EPOCHS);
  }

  private List<Figure> figures(ReplayRun run, FailureHooks hooks) {
    Published published = Published.of(id());
    FailureTimeline timeline = hooks.timeline();
    int without = timeline.firstEpochWithout();
    return List.of(
        Figure.millis(
            "epochMillis.before",
            "epoch of 4 peers, before the failure",
            run.medianEpochMillis(epoch -> epoch < FAILING_EPOCH, "before the failure"),
            published),
        Figure.millis(
            "detectionMillis",
            "detection: failure to first inactive list",
            timeline.detected().millis(),
            published),
        Figure.millis(
            "consensusMillis",
            "consensus: first vote to the agreed view",
            timeline.consensusMillis(),
            published),
        Figure.millis(
            "recoveryMillis",
            "recovery: agreed view to the next executions",
            timeline.recoveryMillis(),
            published),
        Figure.millis(
            "epochMillis.after",
            "epoch of 3 peers, afterwards",
            run.medianEpochMillis(epoch -> epoch >= without, "without the failed peer"),
            published),
        Figure.count(
            "batchesBefore",
            "batches of each peer before",
            hooks.batches().each(1, ALL),
            published),
        Figure.count(
            "batchesAfter",
            "batches of each survivor afterwards",
            hooks.batches().each(without, SURVIVORS),
            published));
  }

  private static List<String> notes(Job job, ReplayRun run, FailureHooks hooks) {
    FailureTimeline timeline = hooks.timeline();
    List<String> notes = new ArrayList<>();
    notes.add(
        "Rank %d was noted by the %s and is out of the view from epoch %d on."
            .formatted(FAILING, timeline.detected().where(), timeline.firstEpochWithout()));
    if (timeline.missed() != null) {
      notes.add(
          "Its average was missed first by the %s, after %s s."
              .formatted(
                  timeline.missed().where(), Figures.number(timeline.missed().millis() / 1e3)));
    }
    notes.add(
        "The heartbeat waits up to %s ms x %d tries; a killed database refuses at once."
            .formatted(
                Figures.count(job.timeouts().heartbeatMillis()), job.timeouts().heartbeatTries()));
    notes.add("Consensus and recovery are those of the slowest survivor.");
    notes.add("The epoch before is the first one, in which the function processes warm up.");
    notes.add(
        run.digestsEqual()
            ? "The %d survivors hold bit-identical params at the end."
                .formatted(run.active().size())
            : "The survivors do NOT hold the same params at the end.");
    return notes;
  }

  private static Map<String, JsonNode> details(
      Job job, ReplayOptions options, ReplayRun run, FailureHooks hooks) {
    FailureTimeline timeline = hooks.timeline();
    Map<String, JsonNode> details = new TreeMap<>();
    details.put("model", JSON.textNode(options.model()));
    details.put("dataset", JSON.textNode(ReplayJob.dataset(options)));
    details.put("workers", JSON.numberNode(options.workers()));
    details.put("detectedBy", JSON.textNode(timeline.detected().where()));
    details.put("firstEpochWithout", JSON.numberNode(timeline.firstEpochWithout()));
    details.put("heartbeatMillis", JSON.numberNode(job.timeouts().heartbeatMillis()));
    details.put("heartbeatTries", JSON.numberNode(job.timeouts().heartbeatTries()));
    details.put("survivorsAgree", JSON.numberNode(timeline.survivorsThatAgree()));
    details.put("digestsEqual", JSON.booleanNode(run.digestsEqual()));
    if (timeline.missed() != null) {
      details.put("missedBy", JSON.textNode(timeline.missed().where()));
      details.put("missedMillis", JSON.numberNode(timeline.missed().millis()));
    }
    return details;
  }
}
