package io.spirt.benchmarks.replay.membership;

import io.spirt.benchmarks.Figures;
import io.spirt.benchmarks.replay.BarPlot;
import io.spirt.benchmarks.replay.Experiment;
import io.spirt.benchmarks.replay.Figure;
import io.spirt.benchmarks.replay.Published;
import io.spirt.benchmarks.replay.ReplayOptions;
import io.spirt.benchmarks.replay.ReplayResult;
import io.spirt.benchmarks.replay.ReplayRun;
import io.spirt.benchmarks.replay.ReplayRuntime;
import io.spirt.benchmarks.replay.ShapeFinding;
import io.spirt.job.Job;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** One of four peers fails for good; the other three find out, agree and share its batches. */
public final class PeerFailure implements Experiment {
  private static final int PEERS = 4;
  private static final int FAILING = 3;
  private static final int FAILING_EPOCH = 2;
  private static final int EPOCHS = 5;
  private static final List<Integer> ALL = List.of(0, 1, 2, 3);
  private static final List<Integer> SURVIVORS = List.of(0, 1, 2);

  private final ReplayRuntime runtime;

  /** Of real runs. */
  public PeerFailure() {
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
    List<Figure> figures = figures(run, hooks);
    ReplayResult.Builder result = ReplayResult.of(setting(options)).figures(figures);
    result.plot(
        BarPlot.ofFigures(
            "failure", "A peer fails: parts in seconds", "seconds", figures.subList(0, 5)));
    shape(figures).forEach(result::shape);
    notes(job, run, hooks).forEach(result::note);
    details(job, options, run, hooks).forEach(result::detail);
    return result.redis(run.report().versions().getOrDefault("redis", "unknown")).build();
  }

  private static String setting(ReplayOptions options) {
    return "%d peers of %d batches, %s on %s, %d workers; rank %d fails in epoch %d of %d"
        .formatted(
            PEERS,
            ReplayJob.batches(options) / PEERS,
            ReplayJob.model(options),
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

  private static List<ShapeFinding> shape(List<Figure> figures) {
    Figure before = figures.get(0);
    Figure detection = figures.get(1);
    Figure agreement = figures.get(2);
    Figure recovery = figures.get(3);
    Figure after = figures.get(4);
    boolean longest =
        detection.measured() > agreement.measured() && agreement.measured() >= recovery.measured();
    String order =
        String.format(
            Locale.ROOT,
            "detection takes longest, then consensus, then recovery (published); here %s, %s, %s.",
            detection.measuredText(),
            agreement.measuredText(),
            recovery.measuredText());
    double grown = after.measured() / before.measured();
    double published = after.published().orElseThrow() / before.published().orElseThrow();
    String growth =
        String.format(
            Locale.ROOT,
            "an epoch of 3 peers takes %.2f times one of 4; published %.2f times.",
            grown,
            published);
    return List.of(
        longest
            ? ShapeFinding.agrees(order)
            : ShapeFinding.differs(
                order, "calls of services that took seconds there take milliseconds here."),
        Math.abs(grown - published) < 0.15
            ? ShapeFinding.agrees(growth)
            : ShapeFinding.differs(
                growth,
                "there each batch has a function of its own; here the same processes compute all"
                    + " batches, before and after, and the first epoch warms them up."));
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

  private static Map<String, Object> details(
      Job job, ReplayOptions options, ReplayRun run, FailureHooks hooks) {
    FailureTimeline timeline = hooks.timeline();
    Map<String, Object> details = new TreeMap<>();
    details.put("model", ReplayJob.model(options));
    details.put("dataset", ReplayJob.dataset(options));
    details.put("workers", options.workers());
    details.put("detectedBy", timeline.detected().where());
    details.put("firstEpochWithout", timeline.firstEpochWithout());
    details.put("heartbeatMillis", job.timeouts().heartbeatMillis());
    details.put("heartbeatTries", job.timeouts().heartbeatTries());
    details.put("survivorsAgree", timeline.survivorsThatAgree());
    details.put("digestsEqual", run.digestsEqual());
    if (timeline.missed() != null) {
      details.put("missedBy", timeline.missed().where());
      details.put("missedMillis", timeline.missed().millis());
    }
    return details;
  }
}
