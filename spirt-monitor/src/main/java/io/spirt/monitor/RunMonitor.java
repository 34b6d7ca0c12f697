package io.spirt.monitor;

import com.fasterxml.jackson.databind.JsonNode;
import io.spirt.functions.StageEvent;
import io.spirt.job.Job;
import io.spirt.job.Stage;
import io.spirt.monitor.PeerStates.Status;
import io.spirt.monitor.report.EpochReport;
import io.spirt.monitor.report.RunEvent;
import io.spirt.statemachine.interpreter.HistoryEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;
import java.util.stream.StreamSupport;

/**
 * Watches the stages of all peers, sums them up by epoch, tells the observer, and knows when the
 * run is over: a run goes on while peers fail, leave, come back and join, as long as one is at
 * work. Thread-safe; calls the observer under its lock, one call at a time.
 */
public final class RunMonitor {
  private static final int WHOLE_RUN = -1;

  private final Job job;
  private final RunObserver observer;
  private final LongSupplier nanoTime;
  private final EventLog log;
  private final PeerStates states = new PeerStates();
  private final RefusedMessages refused = new RefusedMessages();
  private final SortedMap<Integer, EpochFigures> running = new TreeMap<>();
  private final List<EpochReport> epochs = new ArrayList<>();
  private final Map<String, Long> starts = new HashMap<>();
  private final Map<String, JsonNode> inputs = new HashMap<>();
  private final CompletableFuture<Void> end = new CompletableFuture<>();
  private IntConsumer lost = rank -> {};
  private String firstFailure = "";
  private double computeMillis;
  private long trainingStart;
  private boolean started;
  private int lastClosed;

  /**
   * Watches a run that has not started.
   *
   * @param nanoTime a clock for durations
   */
  public RunMonitor(Job job, RunObserver observer, LongSupplier nanoTime) {
    this.job = job;
    this.observer = observer;
    this.nanoTime = nanoTime;
    this.log = new EventLog(observer::event);
  }

  /**
   * Completes when every peer that did not fail or leave has ended its last round, or with what
   * went wrong.
   */
  public CompletableFuture<Void> end() {
    return end;
  }

  /**
   * Listens for peers that are lost.
   *
   * @param listener told, under the lock, of each peer that failed or found itself removed
   */
  public synchronized void onLost(IntConsumer listener) {
    lost = listener;
  }

  /** The moment from which events are counted. */
  public synchronized void trainingStarts() {
    started = true;
    trainingStart = nanoTime.getAsLong();
  }

  /** The epochs that ended, in order. */
  public synchronized List<EpochReport> epochs() {
    return List.copyOf(epochs);
  }

  /** Compute time of all batches so far, in milliseconds. */
  public synchronized double computeMillis() {
    return computeMillis;
  }

  /** What happened to peers, in order. */
  public synchronized List<RunEvent> events() {
    return log.events();
  }

  /** Messages that peers refused, by reason. */
  public synchronized SortedMap<String, Integer> refusedMessages() {
    return refused.byReason();
  }

  /** The peers that got to the end. */
  public synchronized SortedSet<Integer> ended() {
    return states.all(Status.ENDED);
  }

  /** The peers whose rounds follow one another. */
  public synchronized SortedSet<Integer> atWork() {
    return states.all(Status.AT_WORK);
  }

  /** Every peer that was ever at work. */
  public synchronized SortedSet<Integer> ranks() {
    return states.ranks();
  }

  /** True if the run is over, or a peer has ended, or all are in their last epoch. */
  public synchronized boolean isEnding() {
    int earliest = states.earliestRound();
    return end.isDone()
        || !states.all(Status.ENDED).isEmpty()
        || earliest >= job.rounds()
        || job.epochOf(earliest) >= job.training().epochs();
  }

  /**
   * Several peers begin at once: the run is not over because the first of them ends or fails.
   *
   * @param nextRounds the round that each begins with, by rank
   */
  public synchronized void peersStart(Map<Integer, Integer> nextRounds) {
    nextRounds.forEach(states::start);
  }

  /** A peer that begins turns out not to be a member yet: nobody waits for it. */
  public synchronized void peerWaits(int rank) {
    states.forget(rank);
    look();
  }

  /** A peer that is new, or was lost, begins with that round. */
  public synchronized void peerJoins(int rank, int nextRound) {
    log.forgetPeer(rank);
    states.start(rank, nextRound);
    tell("joined", rank, job.epochOf(nextRound), nextRound, "");
  }

  /** A peer is being brought back. */
  public synchronized void peerRejoins(int rank, int attempt) {
    log.forgetPeer(rank);
    tell("rejoining", rank, 0, WHOLE_RUN, "attempt " + attempt);
  }

  /**
   * The run goes on where it was interrupted.
   *
   * @param version updates that the model has seen of the peer that is behind all others
   */
  public synchronized void resumed(String text, int version) {
    lastClosed = job.epochOf(version) - 1;
    tell("resumed", WHOLE_RUN, 0, WHOLE_RUN, text);
  }

  private void tell(String type, int rank, int epoch, int round, String text) {
    log.tellOfPeer(event(type, rank, epoch, round, text));
  }

  private RunEvent event(String type, int rank, int epoch, int round, String text) {
    double at = started ? (nanoTime.getAsLong() - trainingStart) / 1e6 : 0;
    return new RunEvent(type, rank, epoch, round, text, at);
  }

  /** A peer entered a stage. */
  public synchronized void stageStarted(StageEvent event) {
    if (event.round() < 0) {
      return;
    }
    Stage stage = event.stageNamed();
    long now = nanoTime.getAsLong();
    boolean first = starts.putIfAbsent(key(event), now) == null;
    if (first) {
      figures(event.epoch()).touch(event.rank(), now);
      observer.stageStarted(event.rank(), event.epoch(), event.round(), stage);
    }
  }

  /** A peer's stage ended and returned that. */
  public synchronized void stageEnded(StageEvent event, JsonNode result) {
    if (result.has("refused")) {
      refused.said(event.rank(), result.get("refused"));
    }
    Stage stage = event.stageNamed();
    if (event.round() >= 0) {
      sumUp(event, stage, result);
    }
    tellOfOthers(event, result);
    if (stage == Stage.TRIGGER_EPOCH) {
      roundEnded(event, result);
    }
  }

  private void sumUp(StageEvent event, Stage stage, JsonNode result) {
    long now = nanoTime.getAsLong();
    EpochFigures figures = figures(event.epoch());
    figures.touch(event.rank(), now);
    figures.stage(event.rank(), event.round(), stage, starts.getOrDefault(key(event), now), now);
    if (stage == Stage.COMPUTE_GRADIENT && result.has("samples")) {
      batchEnded(event, result, figures);
    }
    if (stage == Stage.UPDATE) {
      figures.learningRate(event.rank(), result.path("learningRate").asDouble());
    }
    if (stage == Stage.CONVERGE && result.has("loss")) {
      figures.validation(
          event.rank(), result.path("loss").asDouble(), result.path("accuracy").asDouble());
    }
  }

  private void batchEnded(StageEvent event, JsonNode result, EpochFigures figures) {
    int samples = result.path("samples").asInt();
    double loss = result.path("loss").asDouble();
    double millis = result.path("timings").path("computeMillis").asDouble();
    computeMillis += millis;
    figures.batch(event.rank(), event.round(), event.batch(), samples, loss, millis);
    observer.batchDone(event.rank(), event.epoch(), event.round(), samples, loss);
  }

  /** What a stage found out about peers. */
  private void tellOfOthers(StageEvent event, JsonNode result) {
    int epoch = event.epoch();
    int round = event.round();
    for (int rank : ranks(result.path("inactive"))) {
      if (!states.is(rank, Status.REMOVED)) {
        tell("suspected", rank, epoch, round, "");
      }
    }
    result
        .path("excluded")
        .properties()
        .forEach(
            entry ->
                log.tellOfRound(
                    event(
                        "excluded",
                        Integer.parseInt(entry.getKey()),
                        epoch,
                        round,
                        entry.getValue().asText())));
    if (event.stageNamed() == Stage.AGGREGATE) {
      ranks(result.path("missing"))
          .forEach(rank -> log.tellOfRound(event("missing", rank, epoch, round, "")));
    }
    ranks(result.path("outliers"))
        .forEach(rank -> log.tellOfPeer(event("outlier", rank, epoch, round, "")));
    ranks(result.path("behind"))
        .forEach(rank -> log.tellOfRound(event("behind", rank, epoch, round, "")));
    if (result.has("repaired")) {
      JsonNode repaired = result.get("repaired");
      String text =
          "from version " + repaired.path("from").asInt() + " to " + repaired.path("to").asInt();
      log.tellOfRound(event("repaired", event.rank(), epoch, round, text));
    }
    JsonNode view = result.path("view");
    for (String type : List.of("removed", "added")) {
      for (int rank : ranks(view.path(type))) {
        log.tellOfEpoch(event(type, rank, view.path("epoch").asInt(), round, ""));
      }
    }
  }

  private static List<Integer> ranks(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asInt).toList();
  }

  private void roundEnded(StageEvent event, JsonNode result) {
    int rank = event.rank();
    if (event.round() >= 0 && job.endsEpoch(event.round())) {
      figures(event.epoch()).peerEnded(rank);
    }
    if (result.path("removed").asBoolean()) {
      if (states.stop(rank, Status.REMOVED)) {
        lost.accept(rank);
      }
    } else if (result.path("ended").asBoolean()) {
      states.stop(rank, Status.ENDED);
    } else {
      states.goOn(rank, result.path("nextRound").asInt(event.round() + 1));
    }
    look();
  }

  /** An execution failed, and its peer with it; or the peer could not even begin. */
  public synchronized void peerFailed(int rank, int epoch, int round, String cause) {
    if (!states.stop(rank, Status.FAILED)) {
      return;
    }
    if (firstFailure.isEmpty()) {
      firstFailure = "rank " + rank + (round < 0 ? "" : ", round " + round) + ": " + cause;
    }
    tell("failed", rank, epoch, round, cause);
    lost.accept(rank);
    look();
  }

  /** Closes the epochs that nobody is in any more, and ends the run when nobody is at work. */
  private void look() {
    int earliest = states.earliestRound();
    List<Integer> over =
        running.keySet().stream()
            .filter(epoch -> earliest >= job.rounds() || job.epochOf(earliest) > epoch)
            .toList();
    over.forEach(this::close);
    if (!states.all(Status.AT_WORK).isEmpty()) {
      return;
    }
    if (!states.all(Status.ENDED).isEmpty()) {
      end.complete(null);
    } else if (!states.ranks().isEmpty()) {
      end.completeExceptionally(
          new RunFailedException(
              firstFailure.isEmpty()
                  ? "every peer found itself removed"
                  : "every peer failed; the first was " + firstFailure));
    }
  }

  private void close(int epoch) {
    EpochFigures figures = running.remove(epoch);
    starts.keySet().removeIf(key -> key.startsWith(epoch + "/"));
    // A peer that came back may have ended an epoch that the others had ended long before.
    if (figures.hasEnded() && epoch > lastClosed) {
      lastClosed = epoch;
      EpochReport report = figures.report();
      epochs.add(report);
      observer.epochEnded(report);
    }
  }

  /** Called with every event of every execution; only failures matter here. */
  public void executionEvent(HistoryEvent event) {
    switch (event.type()) {
      case EXECUTION_STARTED -> began(event);
      case EXECUTION_FAILED -> failed(event);
      case EXECUTION_SUCCEEDED, EXECUTION_ABORTED -> forget(event);
      default -> {}
    }
  }

  private synchronized void began(HistoryEvent event) {
    inputs.put(event.execution(), event.data());
  }

  private synchronized JsonNode forget(HistoryEvent event) {
    return inputs.remove(event.execution());
  }

  private void failed(HistoryEvent event) {
    JsonNode input = forget(event);
    if (input != null) {
      peerFailed(
          input.path("rank").asInt(),
          input.path("epoch").asInt(),
          input.path("round").asInt(),
          event.error() + ": " + event.cause());
    }
  }

  private EpochFigures figures(int epoch) {
    return running.computeIfAbsent(epoch, EpochFigures::new);
  }

  private static String key(StageEvent event) {
    return event.epoch() + "/" + event.round() + "/" + event.rank() + "/" + event.stage();
  }
}
